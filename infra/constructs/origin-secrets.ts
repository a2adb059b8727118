import { Fn, RemovalPolicy } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import { accept } from './findings.ts';

/**
 * What proves to the API that a request came through the CDN: two random values, `a` and `b`. CloudFront sends one, the
 * functions accept both, and nobody ever has to see either.
 *
 * To rotate, in the stage's `originSecrets`, with a deployment after each step, so that no request is refused:
 * 1. raise the generation of the one that is not sent: the functions accept its new value;
 * 2. have `sends` name it: CloudFront sends it;
 * 3. raise the generation of the other: its old value is worth nothing any more.
 */
export class OriginSecrets extends Construct {
  /** The value that CloudFront sends: a reference that CloudFormation resolves. */
  readonly sent: string;
  /** Both values, comma separated, for `ORIGIN_SECRETS`. */
  readonly accepted: string;

  constructor(scope: Construct, id: string, { sends, generations }: Stage['originSecrets']) {
    super(scope, id);
    const values = { a: this.#secret(`A${generations.a}`), b: this.#secret(`B${generations.b}`) };
    this.sent = values[sends];
    this.accepted = Fn.join(',', [values.a, values.b]);
  }

  #secret(id: string): string {
    const secret = new Secret(this, `OriginSecret${id}`, {
      generateSecretString: { excludePunctuation: true, passwordLength: 48 },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    accept(secret, { 'AwsSolutions-SMG4': 'Rotates by a deployment: CloudFront has to be given the new value.' });
    return secret.secretValue.unsafeUnwrap();
  }
}
