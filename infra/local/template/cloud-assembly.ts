import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

const PATH = 'aws:cdk:path';

const resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Metadata: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
});

const template = z.object({
  Resources: z.record(z.string(), resource).default({}),
  Parameters: z.record(z.string(), z.object({ Default: z.unknown() })).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() }))
    .default({}),
});

export type Resource = z.infer<typeof resource>;

export type Template = z.infer<typeof template>;

/** One stack of a cloud assembly: its template, and where each file asset's directory lies, by the asset's hash. */
export interface Stack {
  name: string;
  template: Template;
  assets: Map<string, string>;
}

const manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({ type: z.string(), properties: z.object({ templateFile: z.string().optional() }).optional() }),
  ),
});

const assetManifest = z.object({ files: z.record(z.string(), z.object({ source: z.object({ path: z.string() }) })) });

/** The stacks that `cdk synth` left in this directory. */
export async function readCloudAssembly(directory: string): Promise<Stack[]> {
  const { artifacts } = manifest.parse(await readJson(join(directory, 'manifest.json')));
  const stacks: Stack[] = [];
  for (const [name, artifact] of Object.entries(artifacts)) {
    const file = artifact.type === 'aws:cloudformation:stack' && artifact.properties?.templateFile;
    if (!file) continue;
    const { files } = assetManifest.parse(
      await readJson(join(directory, file.replace('.template.json', '.assets.json'))),
    );
    stacks.push({
      name,
      template: template.parse(await readJson(join(directory, file))),
      assets: new Map(Object.entries(files).map(([hash, asset]) => [hash, join(directory, asset.source.path)])),
    });
  }
  return stacks;
}

/** Where the resource stands in the construct tree, e.g. `newsroom-local/Uploads/Resource`. */
export function constructPath(logicalId: string, of: Resource): string {
  const path = of.Metadata[PATH];
  if (typeof path !== 'string') throw new Error(`${logicalId} (${of.Type}) has no ${PATH} to name it by`);
  return path;
}

const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));
