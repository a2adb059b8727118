import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NewsroomSpec } from '../../../../infra/local/template/read-newsroom.ts';
import { readNewsroom } from '../../../../infra/local/template/read-newsroom.ts';
import { Secrets } from '../../../../infra/local/template/secrets.ts';

export const PLACE = { siteUrl: 'http://127.0.0.1:4000', storeUrl: 'http://127.0.0.1:4566' };

/** A cloud assembly of these stacks, each a template, in a directory of its own. */
export async function assembly(stacks: Record<string, unknown>, files: Record<string, unknown> = {}): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'newsroom-assembly-'));
  const json = (name: string, value: unknown) => writeFile(join(directory, name), JSON.stringify(value));
  const artifacts = Object.keys(stacks).map((name) => [
    name,
    { type: 'aws:cloudformation:stack', properties: { templateFile: `${name}.template.json` } },
  ]);
  await json('manifest.json', { artifacts: Object.fromEntries(artifacts) });
  for (const [name, template] of Object.entries(stacks)) {
    await json(`${name}.template.json`, template);
    await json(`${name}.assets.json`, { files });
  }
  return directory;
}

/** What the local host makes of these resources beside a distribution over one bucket, which it cannot be without. */
export async function read(resources: Record<string, unknown>, more: object = {}): Promise<NewsroomSpec> {
  const directory = await assembly(
    { stack: { Resources: { ...SITE, ...resources }, ...more } },
    { bundle: { source: { path: 'asset.bundle' } } },
  );
  return await readNewsroom(directory, PLACE, new Secrets(join(directory, 'secrets.json')));
}

/** A resource whose construct path ends in this id. */
export const at = (id: string, Type: string, Properties: object = {}) => ({
  Type,
  Properties,
  Metadata: { 'aws:cdk:path': `stack/${id}/Resource` },
});

export const FUNCTION = at('ResizeImages', 'AWS::Lambda::Function', {
  Code: { S3Bucket: 'assets', S3Key: 'bundle.zip' },
  Handler: 'index.handler',
  Runtime: 'nodejs24.x',
  Role: 'any',
});

const SITE = {
  Site: at('Site', 'AWS::S3::Bucket'),
  Cdn: at('Cdn', 'AWS::CloudFront::Distribution', {
    DistributionConfig: {
      Enabled: true,
      Origins: [{ Id: 'site', DomainName: { 'Fn::GetAtt': ['Site', 'RegionalDomainName'] } }],
      DefaultCacheBehavior: { TargetOriginId: 'site', CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6' },
    },
  }),
};
