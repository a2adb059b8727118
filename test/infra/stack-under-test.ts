import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll } from 'vitest';
import { z } from 'zod';
import { FUNCTION_NAMES } from '../../infra/functions.ts';
import { NewsroomStack } from '../../infra/newsroom-stack.ts';
import { type Stage, stage, stageFrom } from '../../infra/stage.ts';

const cdkJson = z.object({ context: z.record(z.string(), z.unknown()) });

/** The context of `cdk.json`, as the CDK's command line passes it. */
export const context = cdkJson.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../cdk.json'), 'utf8')),
).context;

/** A configured stage, with these settings instead of its own. */
export function stageNamed(name: string, settings: Record<string, unknown> = {}): Stage {
  return stage.parse({ ...stageFrom((key) => (key === 'stage' ? name : context[key])).stage, ...settings });
}

/** Bundles of nothing, for tests of what surrounds them; removed after the file's tests. */
export function stubBundles(): string {
  const directory = mkdtempSync(join(tmpdir(), 'newsroom-test-bundles-'));
  for (const name of FUNCTION_NAMES) {
    mkdirSync(join(directory, name));
    writeFileSync(join(directory, name, 'index.mjs'), `export const handler = async () => '${name}';\n`);
  }
  afterAll(() => rmSync(directory, { recursive: true }));
  return directory;
}

/**
 * An app with cdk.json's context, which writes to a directory of its own; removed after the file's tests. CloudFormation's own
 * rules are looked at only where that is asked for: they take longer than all the rest.
 */
export function testApp({ validate = false } = {}): App {
  const outdir = mkdtempSync(join(tmpdir(), 'newsroom-test-assembly-'));
  afterAll(() => rmSync(outdir, { recursive: true }));
  return new App({
    analyticsReporting: false,
    builtinCloudFormationValidation: validate,
    outdir,
    context: { ...context, 'aws:cdk:enable-path-metadata': true },
  });
}

/** An empty stack, for a construct to stand in. */
export const testStack = (): Stack => new Stack(testApp(), 'newsroom-test');

/** The whole stack of a stage. */
export function newsroom(name: string, settings: Record<string, unknown> = {}): Template {
  const stack = new NewsroomStack(testApp(), `newsroom-${name}`, {
    stage: stageNamed(name, settings),
    bundles: stubBundles(),
  });
  return Template.fromStack(stack);
}

/** A template's resources of one type, by their logical ids; each property is still to be looked into. */
export function resourcesOf(template: Template, type: string): Map<string, Resource> {
  return new Map(Object.entries(template.findResources(type)).map(([id, found]) => [id, resource.parse(found)]));
}

const resource = z.looseObject({
  Properties: z.record(z.string(), z.unknown()).default({}),
  Metadata: z.record(z.string(), z.unknown()).default({}),
  DependsOn: z.array(z.string()).default([]),
  DeletionPolicy: z.string().optional(),
});

type Resource = z.infer<typeof resource>;
