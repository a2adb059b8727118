import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { NoteImages } from '../../events/note-images.ts';

/** The upload queue, for articles that are to note which images they show: who reads it writes their items. */
export class NoteQueue {
  readonly #client: SQSClient;
  readonly #url: string;

  constructor(client: SQSClient, url: string) {
    this.#client = client;
    this.#url = url;
  }

  async ask(articleId: string): Promise<void> {
    const message: NoteImages = { type: 'note-images', articleId };
    await this.#client.send(new SendMessageCommand({ QueueUrl: this.#url, MessageBody: JSON.stringify(message) }));
  }
}
