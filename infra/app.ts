import { rmSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { bundleFunctions } from './bundle-functions.ts';
import { NewsroomStack } from './newsroom-stack.ts';
import { stageFrom } from './stage.ts';

/** `cdk synth --context stage=NAME`: one stack a stage, which knows neither account nor region until it is deployed. */
const app = new App({ analyticsReporting: false });
const { name, stage } = stageFrom((key) => app.node.tryGetContext(key));
// The stage local runs on this machine alone.
const bundles = await bundleFunctions(undefined, name === 'local' ? 'here' : 'lambda');
try {
  new NewsroomStack(app, `newsroom-${name}`, { stage, bundles });
  app.synth();
} finally {
  rmSync(bundles, { recursive: true, force: true });
}
