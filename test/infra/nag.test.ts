import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, Stack, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { NewsroomStack } from '../../infra/newsroom-stack.ts';
import { stageNamed, stubBundles, testApp } from './stack-under-test.ts';

const violation = z.object({
  ruleName: z.string(),
  violatingConstructs: z.array(z.object({ constructPath: z.string() })),
});

const report = z.object({ pluginReports: z.array(z.object({ violations: z.array(violation) })) });

/** What AwsSolutions and CloudFormation's own rules find that is not accepted, as rule and place. */
function findings(app: App): string[] {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  try {
    app.synth();
  } catch {
    // It throws where there is a finding of the severity error; the report has them all.
  }
  const { pluginReports } = report.parse(JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')));
  return pluginReports.flatMap(({ violations }) =>
    violations.flatMap((v) => v.violatingConstructs.map(({ constructPath }) => `${v.ruleName} ${constructPath}`)),
  );
}

const bundles = stubBundles();

describe("cdk-nag's AwsSolutions, and CloudFormation's own rules", () => {
  it.each([
    ['dev', {}],
    [
      'prod',
      {
        alarmsEmail: 'desk@news.example',
        settings: { ...stageNamed('prod').settings, hub: 'https://hub.example/' },
        webhooks: [{ name: 'desk', url: 'https://desk.example/hook' }],
      },
    ],
  ])('find nothing in %s that is not accepted with a reason', (name, settings) => {
    const app = testApp({ validate: true });
    new NewsroomStack(app, `newsroom-${name}`, { stage: stageNamed(name, settings), bundles });
    expect(findings(app)).toEqual([]);
  });

  it('do look', () => {
    const app = testApp();
    new Bucket(new Stack(app, 'control'), 'Bucket');
    expect(findings(app)).toContain('AwsSolutions-S10 control/Bucket/Resource');
  });
});
