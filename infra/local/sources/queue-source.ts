import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalQueue, ReceivedMessage } from '../engines/queue-store.ts';
import type { QueueSourceSpec } from '../specs.ts';
import { failuresOf } from './batch-answer.ts';
import { passes } from './event-pattern.ts';
import type { InvokeFunction, Source } from './source.ts';

export interface QueueSourceOptions {
  queue: LocalQueue;
  invoke: InvokeFunction;
  /** How many batches may be in work at a time. */
  concurrency: number;
}

const ARRIVAL_SECONDS = 20;
/** A batch that has been in work for this long holds up no further messages. */
const GATHER_MS = 200;

/**
 * An SQS event source mapping: batches of messages to a function, deleted when it has succeeded. While a batch is in work,
 * what arrives gathers to the next one, and is taken beside it only once that is full or the work takes long: as on AWS, where
 * pollers are added with the backlog, few messages do not start one environment each. Messages of a batch that
 * failed, or that the function reports as failed, stay where they are and come back after the visibility time-out; moving
 * them to the dead-letter queue is the queue's own affair.
 */
export class QueueSource implements Source {
  readonly #spec: QueueSourceSpec;
  readonly #options: QueueSourceOptions;
  readonly #inWork = new Set<Promise<void>>();
  #stopping: AbortController | undefined;
  #loop: Promise<void> = Promise.resolve();

  constructor(spec: QueueSourceSpec, options: QueueSourceOptions) {
    this.#spec = spec;
    this.#options = options;
  }

  start(): void {
    this.#stopping = new AbortController();
    this.#loop = this.#run(this.#stopping.signal);
  }

  async stop(graceMs: number): Promise<void> {
    this.#stopping?.abort();
    const settled = this.#loop.then(() => Promise.all(this.#inWork));
    await Promise.race([settled, sleep(graceMs, undefined, { ref: false })]);
  }

  async #run(signal: AbortSignal): Promise<void> {
    const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    const limit = Math.min(this.#options.concurrency, this.#spec.maximumConcurrency ?? Number.POSITIVE_INFINITY);
    while (!signal.aborted) {
      if (this.#inWork.size >= limit) {
        await Promise.race([...this.#inWork, aborted]);
        continue;
      }
      if (this.#inWork.size > 0 && this.#options.queue.ready() < this.#spec.batchSize) {
        const late = sleep(GATHER_MS, undefined, { ref: false });
        await Promise.race([...this.#inWork, late, aborted]);
      }
      const batch = await this.#collect(aborted);
      if (batch.length === 0) {
        await Promise.race([this.#options.queue.arrival(ARRIVAL_SECONDS), aborted]);
        continue;
      }
      const work: Promise<void> = this.#deliver(batch).finally(() => this.#inWork.delete(work));
      this.#inWork.add(work);
    }
  }

  /** A batch: what is there, and with a window what comes within it, up to the batch's size. */
  async #collect(aborted: Promise<void>): Promise<ReceivedMessage[]> {
    const batch = this.#receive(this.#spec.batchSize);
    const deadline = Date.now() + this.#spec.batchingWindowSeconds * 1000;
    while (batch.length > 0 && batch.length < this.#spec.batchSize && Date.now() < deadline) {
      const stopped = aborted.then(() => 'stopped');
      const arrived = this.#options.queue.arrival((deadline - Date.now()) / 1000);
      if ((await Promise.race([stopped, arrived])) === 'stopped') break;
      batch.push(...this.#receive(this.#spec.batchSize - batch.length));
    }
    return batch;
  }

  #receive(max: number): ReceivedMessage[] {
    const messages: ReceivedMessage[] = [];
    while (messages.length < max) {
      const some = this.#options.queue.receive(Math.min(10, max - messages.length));
      if (some.length === 0) break;
      messages.push(...some);
    }
    return messages.filter((message) => {
      const passed = passes(this.#spec.filters, {
        ...record(this.#spec.queueArn, message),
        body: parsed(message.body),
      });
      if (!passed) this.#options.queue.delete(message.receiptHandle);
      return passed;
    });
  }

  async #deliver(batch: ReceivedMessage[]): Promise<void> {
    const Records = batch.map((message) => record(this.#spec.queueArn, message));
    const outcome = await this.#options.invoke(this.#spec.functionName, { Records });
    const identifiers = batch.map((message) => message.messageId);
    const failed = new Set(failuresOf(outcome, identifiers, this.#spec.reportBatchItemFailures));
    for (const { messageId, receiptHandle } of batch) {
      if (!failed.has(messageId)) this.#options.queue.delete(receiptHandle);
    }
  }
}

/** A message as an SQS event has it. */
const record = (eventSourceARN: string, message: ReceivedMessage) => ({
  messageId: message.messageId,
  receiptHandle: message.receiptHandle,
  body: message.body,
  attributes: message.attributes,
  messageAttributes: Object.fromEntries(
    Object.entries(message.messageAttributes).map(([name, attribute]) => [
      name,
      { stringValue: attribute.StringValue, binaryValue: attribute.BinaryValue, dataType: attribute.DataType },
    ]),
  ),
  md5OfBody: message.md5OfBody,
  eventSource: 'aws:sqs',
  eventSourceARN,
  awsRegion: 'us-east-1',
});

/** A body that is JSON is filtered as what it says, any other as a string. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
