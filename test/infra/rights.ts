import type { Template } from 'aws-cdk-lib/assertions';
import { z } from 'zod';
import { resourcesOf } from './stack-under-test.ts';

const oneOrMany = <T extends z.ZodType>(of: T) => z.union([z.array(of), of.transform((value) => [value])]);

const statement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMany(z.string()),
  Resource: oneOrMany(z.unknown()).default([]),
  Condition: z
    .object({ 'ForAllValues:StringLike': z.object({ 'dynamodb:LeadingKeys': z.array(z.string()) }) })
    .optional()
    .catch(undefined),
});

const document = z.object({ Statement: z.array(statement) });

const policy = z.object({ PolicyDocument: document, Roles: z.array(z.object({ Ref: z.string() })) });

/**
 * What each role may do, in words: `Publish` → [`s3:GetObject Public/pages/*`, …], sorted. A role is named by its id without
 * `Role`, a resource by its id without CDK's hash.
 */
export function rightsOf(template: Template): Record<string, string[]> {
  const names = new Map([...resourcesOf(template, 'AWS::IAM::Role')].map(([id, role]) => [id, nameOf(role.Metadata)]));
  const rights: Record<string, string[]> = {};
  for (const [, found] of resourcesOf(template, 'AWS::IAM::Policy')) {
    const { PolicyDocument, Roles } = policy.parse(found.Properties);
    for (const { Ref } of Roles) {
      rights[names.get(Ref) ?? Ref] = PolicyDocument.Statement.flatMap(({ Action, Resource, Condition }) =>
        Action.flatMap((action) => Resource.map((resource) => `${action} ${inWords(resource)}${keysOf(Condition)}`)),
      ).sort();
    }
  }
  return rights;
}

/** The partition keys to which a right is confined. */
const keysOf = (condition: z.infer<typeof statement>['Condition']): string =>
  condition ? ` of ${condition['ForAllValues:StringLike']['dynamodb:LeadingKeys'].join(', ')}` : '';

/** Every statement of every policy of any kind in the template that allows something. */
export function allowed(template: Template): z.infer<typeof statement>[] {
  const policies = ['AWS::IAM::Policy', 'AWS::S3::BucketPolicy', 'AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy'];
  const holder = z.object({ PolicyDocument: document });
  return policies
    .flatMap((type) => [...resourcesOf(template, type).values()])
    .flatMap(({ Properties }) => holder.parse(Properties).PolicyDocument.Statement)
    .filter(({ Effect }) => Effect === 'Allow');
}

const nameOf = (metadata: Record<string, unknown>) =>
  z
    .string()
    .parse(metadata['aws:cdk:path'])
    .split('/')
    .slice(1, -1)
    .join('/')
    .replace(/\/?Role$/, '');

const getAtt = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });
const ref = z.object({ Ref: z.string() });
const join = z.object({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.unknown())]) });

function inWords(resource: unknown): string {
  if (typeof resource === 'string') return resource;
  const named = ref.safeParse(resource);
  if (named.success) {
    const { Ref } = named.data;
    return Ref.startsWith('AWS::') ? `{${Ref.slice('AWS::'.length)}}` : Ref.slice(0, -8);
  }
  const attribute = getAtt.safeParse(resource);
  if (attribute.success) {
    const [id, name] = attribute.data['Fn::GetAtt'];
    return `${id.slice(0, -8)}${name === 'Arn' ? '' : `.${name}`}`;
  }
  return join.parse(resource)['Fn::Join'][1].map(inWords).join('');
}
