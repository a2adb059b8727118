import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SendWebhook } from '../../../events/send-webhook.ts';

/** The queue that this function reads. */
export class WebhookQueue {
  readonly #client: SQSClient;
  readonly #url: string;

  constructor(client: SQSClient, url: string) {
    this.#client = client;
    this.#url = url;
  }

  async send(message: SendWebhook): Promise<void> {
    await this.#client.send(new SendMessageCommand({ QueueUrl: this.#url, MessageBody: JSON.stringify(message) }));
  }
}
