import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { PublishDiscussion } from '../../events/publish-discussion.ts';

/** SQS delays by whole seconds, for a quarter of an hour at most. */
const MAX_DELAY_SECONDS = 900;

/** The queue of discussions to be published. */
export class DiscussionQueue {
  readonly #client: SQSClient;
  readonly #url: string;

  constructor(client: SQSClient, url: string) {
    this.#client = client;
    this.#url = url;
  }

  /** Has the discussion published, not before this many milliseconds from now. */
  async ask(request: Omit<PublishDiscussion, 'type'>, delayMs = 0): Promise<void> {
    const message: PublishDiscussion = { type: 'publish-discussion', ...request };
    await this.#client.send(
      new SendMessageCommand({
        QueueUrl: this.#url,
        MessageBody: JSON.stringify(message),
        DelaySeconds: Math.min(MAX_DELAY_SECONDS, Math.ceil(delayMs / 1000)),
      }),
    );
  }
}
