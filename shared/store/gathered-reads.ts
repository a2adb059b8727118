import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { batchGet, type Read } from './batch-requests.ts';
import type { Item } from './expressions.ts';

type Asked = Read & PromiseWithResolvers<Item | undefined>;

/**
 * Reads of single items, eventually consistent, of which all that are asked for at one moment are one request, whatever their tables:
 * who needs several things asks for them side by side, each where it belongs, and pays for one round trip. The price in read units is
 * that of single reads. For tables of one client.
 */
export class GatheredReads {
  readonly #client: DynamoDBClient;
  #asked: Asked[] = [];

  constructor(client: DynamoDBClient) {
    this.#client = client;
  }

  get(read: Read): Promise<Item | undefined> {
    const asked = { ...read, ...Promise.withResolvers<Item | undefined>() };
    // After all promises that are settled by now have been followed: by then all is asked for that can be.
    if (this.#asked.push(asked) === 1) setImmediate(() => void this.#send());
    return asked.promise;
  }

  async #send(): Promise<void> {
    const asked = this.#asked.splice(0);
    try {
      const items = await batchGet(this.#client, asked);
      for (const [i, { resolve }] of asked.entries()) resolve(items[i]);
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }
}
