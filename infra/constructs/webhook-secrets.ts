import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { SignedWebhook } from '../../shared/webhook.ts';
import type { Stage } from '../stage.ts';
import { accept } from './findings.ts';

/**
 * What signs a stage's webhooks: two random values each, `a` and `b`, both of which sign all that is sent. Who takes it knows one.
 *
 * To rotate: have them take the other one, which signs already; then raise the generation of the one that they knew.
 */
export class WebhookSecrets extends Construct {
  /** The webhooks with their secrets, for `WEBHOOKS`: JSON with references that CloudFormation resolves. */
  readonly signed: string;

  constructor(scope: Construct, id: string, webhooks: Stage['webhooks']) {
    super(scope, id);
    const signed = webhooks.map(({ secretGenerations: { a, b }, ...hook }): SignedWebhook => {
      const secrets = [this.#secret(`${hook.name}-a${a}`), this.#secret(`${hook.name}-b${b}`)];
      return { ...hook, secrets };
    });
    this.signed = Stack.of(this).toJsonString(signed);
  }

  #secret(id: string): string {
    const secret = new Secret(this, id, {
      description: `Signs a webhook: ${id}`,
      generateSecretString: { excludePunctuation: true, passwordLength: 48 },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    accept(secret, {
      'AwsSolutions-SMG4': 'Rotates by a deployment: who takes the webhook has to be given the new value.',
    });
    return secret.secretValue.unsafeUnwrap();
  }
}
