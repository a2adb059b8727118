import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { RenditionsMade } from '../../../events/make-renditions.ts';
import type { Answers } from '../ports.ts';

/** The upload queue, for what has become of an image. */
export class AnswerQueue implements Answers {
  readonly #client: SQSClient;
  readonly #url: string;

  constructor(client: SQSClient, url: string) {
    this.#client = client;
    this.#url = url;
  }

  async tell(answer: RenditionsMade): Promise<void> {
    await this.#client.send(new SendMessageCommand({ QueueUrl: this.#url, MessageBody: JSON.stringify(answer) }));
  }
}
