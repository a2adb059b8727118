import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ReplayUpload } from '../../../events/replay-upload.ts';
import type { Replays } from '../ports.ts';

/** The queue of uploads, for asking that one be run again. */
export class UploadQueue implements Replays {
  readonly #client: SQSClient;
  readonly #url: string;

  constructor(client: SQSClient, url: string) {
    this.#client = client;
    this.#url = url;
  }

  async ask(replay: ReplayUpload) {
    await this.#client.send(new SendMessageCommand({ QueueUrl: this.#url, MessageBody: JSON.stringify(replay) }));
  }
}
