import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { routes as articleRoutes } from '../../functions/articles/routes.ts';
import { routes as commentRoutes } from '../../functions/comments/routes.ts';
import { FUNCTION_NAMES } from '../../infra/functions.ts';
import { API_VARIABLES } from '../../shared/http/api-handler.ts';
import { routeKeyOf } from '../../shared/http/route.ts';
import { rightsOf } from './rights.ts';
import { context, newsroom, resourcesOf, stageNamed } from './stack-under-test.ts';

const ROOT = join(import.meta.dirname, '../..');

const prod = newsroom('prod');
/** With all that a stage may ask for. */
const whole = newsroom('prod', {
  settings: { ...stageNamed('prod').settings, hub: 'https://hub.example/' },
  webhooks: [{ name: 'desk', url: 'https://desk.example/hook' }],
});

/** The hub's and the webhooks' functions, which no stage of cdk.json has. */
const OPTIONAL = 2;

const variablesOf = z
  .object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) })
  .transform(({ Environment }) => Environment.Variables);

/** What every function is given for its runtime and its logger. */
const RUNTIME = ['NODE_OPTIONS', 'POWERTOOLS_LOG_LEVEL', 'POWERTOOLS_METRICS_NAMESPACE', 'POWERTOOLS_SERVICE_NAME'];

function variables(name: string): Record<string, unknown> {
  const functions = [...resourcesOf(whole, 'AWS::Lambda::Function').values()].map((fn) =>
    variablesOf.parse(fn.Properties),
  );
  return functions.find((given) => given.POWERTOOLS_SERVICE_NAME === name) ?? {};
}

/** The names in a handler's calls of `environment(…)` and `optionalVariable(…)`, and those that every API handler reads. */
function readBy(name: string): string[] {
  const handler = readFileSync(join(ROOT, 'functions', name, 'handler.ts'), 'utf8');
  const calls = [...handler.matchAll(/\b(?:environment|optionalVariable)\(([^)]*)\)/g)].map(([, names]) => names ?? '');
  const own = [...calls.join().matchAll(/'([A-Z_]+)'/g)].map(([, variable]) => variable ?? '');
  return [...new Set(handler.includes('apiHandler(') ? [...own, ...API_VARIABLES] : own)];
}

describe('the stack', () => {
  it('is what it was', () => {
    // Hashes of bundles say nothing here, and the style sheet is the publisher's.
    const masked = JSON.stringify(prod.toJSON())
      .replace(/[0-9a-f]{64}\.zip/g, '[asset].zip')
      .replace(/'sha256-[^']+'/g, "'sha256-[style]'");
    expect(JSON.parse(masked)).toMatchSnapshot();
  });

  it.each(Object.keys(z.record(z.string(), z.unknown()).parse(context.stages)))('synthesises the stage %s', (stage) => {
    expect(resourcesOf(newsroom(stage), 'AWS::Lambda::Function').size).toBe(FUNCTION_NAMES.length - OPTIONAL);
  });

  it('has the functions of functions/ and no others, and no custom resources', () => {
    const folders = globSync('functions/*/handler.ts', { cwd: ROOT }).map((path) => basename(dirname(path)));
    expect(folders.sort()).toEqual([...FUNCTION_NAMES].sort());
    const types = new Set(
      Object.values(prod.toJSON().Resources).map((r) => z.object({ Type: z.string() }).parse(r).Type),
    );
    expect([...types].filter((type) => type.includes('Custom'))).toEqual([]);
  });

  it.each(FUNCTION_NAMES)('tells %s what its handler reads, and nothing else', (name) => {
    expect(Object.keys(variables(name)).sort()).toEqual([...RUNTIME, ...readBy(name)].sort());
  });

  it('runs every function on Node 24 and arm64', () => {
    for (const { Properties } of resourcesOf(prod, 'AWS::Lambda::Function').values()) {
      expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' });
    }
  });

  it('routes exactly what the functions list, and all else to one of them', () => {
    const keys = [...resourcesOf(prod, 'AWS::ApiGatewayV2::Route').values()].map(
      ({ Properties }) => Properties.RouteKey,
    );
    const routeKeys = [...articleRoutes, ...commentRoutes].map(routeKeyOf);
    const heads = routeKeys.filter((key) => key.startsWith('GET ')).map((key) => key.replace('GET ', 'HEAD '));
    expect(keys.sort()).toEqual([...routeKeys, ...heads, '$default'].sort());
  });

  it('names what the commands look up', () => {
    expect(Object.keys(prod.toJSON().Outputs).sort()).toEqual([
      'ContentBucketName',
      'DiscussionTableName',
      'EditorialTableName',
      'EventBusName',
      'PublicBucketName',
      'RebuildFeedsFunctionName',
      'SiteUrl',
      'UploadDeadLettersUrl',
      'UploadQueueUrl',
      'UploadsBucketName',
    ]);
  });

  it('gives no stream more readers than it has room for', () => {
    const readers = [...resourcesOf(prod, 'AWS::Lambda::EventSourceMapping').values()].map(({ Properties }) =>
      JSON.stringify(Properties.EventSourceArn),
    );
    const streams = Map.groupBy(
      readers.filter((arn) => arn.includes('StreamArn')),
      (arn) => arn,
    );
    expect([...streams.values()].map((each) => each.length)).toEqual([2, 2]);
  });

  it('watches every queue of dead letters', () => {
    const queues = [...resourcesOf(prod, 'AWS::SQS::Queue').keys()].filter((id) => id.includes('DeadLetters'));
    const watched = [...resourcesOf(prod, 'AWS::CloudWatch::Alarm').values()].map(({ Properties }) =>
      JSON.stringify(Properties.Dimensions),
    );
    expect(queues).toHaveLength(8);
    expect(queues.filter((id) => !watched.some((dimensions) => dimensions.includes(id)))).toEqual([]);
  });
});

describe('a hub', () => {
  const HUB = /hub/i;
  const ofHub = (template: typeof prod) => Object.keys(template.toJSON().Resources).filter((id) => HUB.test(id));

  it('brings its queue, the function that tells it, and an alarm; without one there is none of that', () => {
    const types = ofHub(whole).map((id) => whole.toJSON().Resources[id].Type);
    expect(new Set(types)).toContain('AWS::SQS::Queue');
    expect(ofHub(prod)).toEqual([]);
    expect(JSON.stringify(prod.toJSON())).not.toContain('HUB_');
    whole.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmDescription: Match.stringLikeRegexp('Subscribers') });
  });

  it('is told of each topic once in five seconds, by two readers at most', () => {
    whole.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 5,
      ScalingConfig: { MaximumConcurrency: 2 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  it('is reached by nobody but who tells it, through the queue of those who write feeds', () => {
    const rights = rightsOf(whole);
    const holders = Object.keys(rights).filter((name) => rights[name]?.some((right) => right.endsWith(' HubQueue')));
    expect(holders.sort()).toEqual(['PingHub', 'Publish', 'RebuildFeeds']);
    expect(rights.PingHub?.filter((right) => !/^(logs|xray):/.test(right))).toEqual([
      'sqs:DeleteMessage HubQueue',
      'sqs:GetQueueAttributes HubQueue',
      'sqs:ReceiveMessage HubQueue',
    ]);
  });
});

describe('webhooks', () => {
  it('bring a rule that feeds their queue, the function that sends them with two secrets, and an alarm; else there is none of that', () => {
    whole.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { source: ['newsroom'], 'detail-type': Match.arrayWith(['Comment Flagged', 'Comment Posted']) },
    });
    whole.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmDescription: Match.stringLikeRegexp('webhooks') });
    const secrets = Object.keys(whole.toJSON().Resources).filter((id) => id.startsWith('WebhookSecrets'));
    expect(secrets).toHaveLength(2);
    expect(JSON.stringify(prod.toJSON())).not.toMatch(/webhook/i);
  });

  it('are sent by who may do no more than read and fill their queue', () => {
    expect(rightsOf(whole).SendWebhooks?.filter((right) => !/^(logs|xray):/.test(right))).toEqual([
      'sqs:DeleteMessage WebhookQueue',
      'sqs:GetQueueAttributes WebhookQueue',
      'sqs:ReceiveMessage WebhookQueue',
      'sqs:SendMessage WebhookQueue',
    ]);
  });
});

describe('a stage', () => {
  const kept = (stage: string) =>
    ['AWS::S3::Bucket', 'AWS::DynamoDB::Table'].flatMap((type) =>
      [...resourcesOf(newsroom(stage), type).values()].map(({ DeletionPolicy }) => DeletionPolicy),
    );

  it('keeps what prod holds, and not what dev holds', () => {
    expect(kept('prod')).toEqual(Array(5).fill('Retain'));
    expect(kept('dev')).toEqual(Array(5).fill('Delete'));
  });

  it('has the site at the distribution, the domain or the URL that it says', () => {
    const siteOf = (settings: Record<string, unknown>) => newsroom('dev', settings).toJSON().Outputs.SiteUrl.Value;
    expect(siteOf({})).toMatchObject({
      'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [expect.anything(), 'DomainName'] }]],
    });
    const domain = { name: 'news.example', certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/c' };
    expect(siteOf({ domain })).toBe('https://news.example');
    expect(siteOf({ domain, siteUrl: 'https://www.news.example' })).toBe('https://www.news.example');
  });

  it('has no circle of references, which CloudFormation would only tell of when it is deployed', () => {
    const resources = z.record(z.string(), z.unknown()).parse(prod.toJSON().Resources);
    const visited = new Map<string, 'open' | 'done'>();
    const visit = (id: string, path: string[]): string[] | undefined => {
      if (visited.get(id) === 'done') return undefined;
      if (visited.get(id) === 'open') return [...path.slice(path.indexOf(id)), id];
      visited.set(id, 'open');
      for (const next of referencesIn(resources[id])) {
        const circle = next in resources ? visit(next, [...path, id]) : undefined;
        if (circle) return circle;
      }
      visited.set(id, 'done');
      return undefined;
    };
    expect(Object.keys(resources).flatMap((id) => visit(id, []) ?? [])).toEqual([]);
  });
});

/** The logical ids that a part of a template names by Ref, Fn::GetAtt, Fn::Sub or DependsOn. */
function referencesIn(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(referencesIn);
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, value]) => {
    if (name === 'Ref' && typeof value === 'string') return [value];
    if (name === 'Fn::GetAtt') return [String(Array.isArray(value) ? value[0] : value).split('.')[0] ?? ''];
    if (name === 'DependsOn') return [value].flat().map(String);
    const substituted = name === 'Fn::Sub' ? [...JSON.stringify(value).matchAll(/\$\{([A-Za-z0-9]+)/g)] : [];
    return [...substituted.map(([, id]) => id ?? ''), ...referencesIn(value)];
  });
}
