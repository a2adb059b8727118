import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { PingHub } from '../../events/ping-hub.ts';
import { TOPIC_COPY_SECONDS } from '../cache-control.ts';
import type { Log } from '../log.ts';

/** An edge of the CDN may have taken its copy from a regional cache's, at the end of that one's time. */
const DELAY_SECONDS = 2 * TOPIC_COPY_SECONDS;

/** A message takes 256 KB. */
const MOST_TOPICS = 500;

/** The queue of feeds that the hub is to be told of, once no copy of the CDN's shows them as they were (ADR 95). */
export class HubQueue {
  readonly #client: SQSClient;
  readonly #url: string;
  readonly #log: Log;
  readonly #delaySeconds: number;
  readonly #unsent = new Set<string>();

  constructor(client: SQSClient, url: string, log: Log, delaySeconds = DELAY_SECONDS) {
    this.#client = client;
    this.#url = url;
    this.#log = log;
    this.#delaySeconds = delaySeconds;
  }

  /**
   * Has the hub told of these topics, and of those that could not be sent before. Never rejects: a feed is right whether
   * anybody is told of it or not.
   */
  async announce(topics: readonly string[]): Promise<void> {
    for (const topic of topics) this.#unsent.add(topic);
    const sending = [...this.#unsent].slice(0, MOST_TOPICS);
    if (sending.length === 0) return;
    for (const topic of sending) this.#unsent.delete(topic);
    const message: PingHub = { type: 'ping-hub', topics: sending };
    try {
      await this.#client.send(
        new SendMessageCommand({
          QueueUrl: this.#url,
          MessageBody: JSON.stringify(message),
          DelaySeconds: this.#delaySeconds,
        }),
      );
    } catch (error) {
      for (const topic of sending) this.#unsent.add(topic);
      this.#log.error('hub to be told with the next change', { topics: sending, error });
    }
  }
}
