import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ImageUpload, MakeRenditions } from '../../../events/make-renditions.ts';
import type { Images } from '../ports.ts';

/** The queue of uploads that are images. */
export class ImageQueue implements Images {
  readonly #client: SQSClient;
  readonly #url: string;

  constructor(client: SQSClient, url: string) {
    this.#client = client;
    this.#url = url;
  }

  async handOn(upload: ImageUpload) {
    const message: MakeRenditions = { type: 'make-renditions', upload };
    await this.#client.send(new SendMessageCommand({ QueueUrl: this.#url, MessageBody: JSON.stringify(message) }));
  }
}
