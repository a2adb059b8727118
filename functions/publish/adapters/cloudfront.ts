import { createHash } from 'node:crypto';
import { type CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';
import type { Cdn } from '../publish-batch.ts';

/** A CloudFront distribution. Each path costs 0.005 dollars beyond an account's first 1,000 a month. */
export class CloudFront implements Cdn {
  readonly #client: CloudFrontClient;
  readonly #distributionId: string;

  constructor(client: CloudFrontClient, distributionId: string) {
    this.#client = client;
    this.#distributionId = distributionId;
  }

  /** One request. The reference is made of the occasion and the paths: the same again is no second invalidation. */
  async forget(paths: readonly string[], occasion: string) {
    const CallerReference = createHash('sha256')
      .update(JSON.stringify([occasion, paths]))
      .digest('base64url');
    await this.#client.send(
      new CreateInvalidationCommand({
        DistributionId: this.#distributionId,
        InvalidationBatch: { CallerReference, Paths: { Quantity: paths.length, Items: [...paths] } },
      }),
    );
  }
}
