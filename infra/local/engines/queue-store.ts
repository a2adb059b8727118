import { EventEmitter } from 'node:events';
import type { QueueSpec } from '../specs.ts';
import type { DurableStore } from './durable-store.ts';
import { type Persistence, type SqsMessage, type SqsQueue, type SqsStore, SqsStoreBase } from './fauxqs-parts.ts';

/** A message as a queue hands it out; attributes as SQS names them. */
export interface ReceivedMessage {
  messageId: string;
  receiptHandle: string;
  body: string;
  md5OfBody: string;
  attributes: {
    ApproximateReceiveCount: string;
    SentTimestamp: string;
    ApproximateFirstReceiveTimestamp: string;
    SenderId: string;
  };
  messageAttributes: SqsMessage['messageAttributes'];
}

/** What event sources and destinations of the local host need of a queue, in process. */
export interface LocalQueue {
  readonly arn: string;
  readonly name: string;
  /** Up to `max` messages (at most 10), invisible to others from now on until the visibility time-out. Redrives what is due for it. */
  receive(max: number): ReceivedMessage[];
  delete(receiptHandle: string): void;
  /** How many messages could be received now. */
  ready(): number;
  /** Stores the message durably before it returns. */
  send(body: string, attributes?: SqsMessage['messageAttributes']): void;
  /** Resolves when messages are there or after `seconds`. */
  arrival(seconds: number): Promise<void>;
}

/** The queues, each change of which is one transaction: a redrive that is cut short would otherwise lose its message. */
export class QueueStore extends SqsStoreBase {
  readonly #durable: DurableStore;
  readonly #endpoint: string;
  readonly #arrivals = new EventEmitter().setMaxListeners(0);

  constructor(durable: DurableStore, endpoint: string) {
    super();
    this.#durable = durable;
    this.#endpoint = endpoint;
    this.host = '';
  }

  /** Creates a queue or, on a restart, restores it: under the endpoint of this run, since clients follow the URL. */
  override createQueue(...[name, url, arn, attributes, tags]: Parameters<SqsStore['createQueue']>): SqsQueue {
    const here = new URL(new URL(url).pathname, this.#endpoint).href;
    const queue = super.createQueue(name, here, arn, attributes, tags);
    const dequeue = queue.dequeue.bind(queue);
    queue.dequeue = (...args) => this.#durable.transaction(() => dequeue(...args));
    const enqueue = queue.enqueue.bind(queue);
    queue.enqueue = (message) => {
      enqueue(message);
      this.#arrivals.emit(arn);
    };
    return queue;
  }

  /** Writes every change of queues and messages through from now on. */
  attach(persistence: Persistence): void {
    this.persistence = persistence;
    for (const queue of this.allQueues()) queue.persistence = persistence;
  }

  /** Creates the queue, or gives the one that exists these attributes. */
  ensure(spec: QueueSpec): void {
    const attributes = {
      VisibilityTimeout: String(spec.visibilityTimeoutSeconds),
      ...(spec.retentionSeconds !== undefined && { MessageRetentionPeriod: String(spec.retentionSeconds) }),
      RedrivePolicy: spec.redrive
        ? JSON.stringify({
            deadLetterTargetArn: spec.redrive.deadLetterQueueArn,
            maxReceiveCount: spec.redrive.maxReceiveCount,
          })
        : '',
    };
    const queue =
      this.getQueueByArn(spec.arn) ??
      this.createQueue(spec.name, this.buildQueueUrl(spec.name, '', new URL(this.#endpoint).host, ''), spec.arn);
    queue.setAttributes(attributes);
  }

  /** Waits for a new message or for one that becomes visible again, without looking in between. */
  #arrival(queue: SqsQueue, milliseconds: number): Promise<void> {
    if (queue.messages.length > 0) return Promise.resolve();
    const deadlines = [...queue.inflightMessages.values()].map((entry) => entry.visibilityDeadline);
    const delays = queue.delayedMessages.map((message) => message.delayUntil ?? 0);
    const wait = Math.min(milliseconds, ...[...deadlines, ...delays].map((at) => Math.max(0, at - Date.now()) + 1));
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#arrivals.off(queue.arn, done);
        resolve();
      };
      const timer = setTimeout(done, wait).unref();
      this.#arrivals.on(queue.arn, done);
    });
  }

  /** The queue of this ARN. Throws when there is none: the template names a queue that it does not define. */
  local(arn: string): LocalQueue {
    const queue = this.getQueueByArn(arn);
    if (!queue) throw new Error(`No queue ${arn}`);
    return {
      arn,
      name: queue.name,
      receive: (max) =>
        queue.dequeue(max, undefined, (target) => this.getQueueByArn(target)).flatMap((m) => received(queue, m)),
      delete: (receiptHandle) => void queue.deleteMessage(receiptHandle),
      ready: () => queue.messages.length,
      send: (body, attributes) => queue.enqueue(SqsStoreBase.createMessage(body, attributes)),
      arrival: (seconds) => this.#arrival(queue, seconds * 1000),
    };
  }
}

function received(queue: SqsQueue, message: { ReceiptHandle: string }): ReceivedMessage[] {
  const entry = queue.inflightMessages.get(message.ReceiptHandle);
  if (!entry) return [];
  const { message: stored } = entry;
  return [
    {
      messageId: stored.messageId,
      receiptHandle: message.ReceiptHandle,
      body: stored.body,
      md5OfBody: stored.md5OfBody,
      attributes: {
        ApproximateReceiveCount: String(stored.approximateReceiveCount),
        SentTimestamp: String(stored.sentTimestamp),
        ApproximateFirstReceiveTimestamp: String(stored.approximateFirstReceiveTimestamp ?? stored.sentTimestamp),
        SenderId: 'local',
      },
      messageAttributes: stored.messageAttributes,
    },
  ];
}
