import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from 'fauxqs';
import type { BucketSpec, QueueSpec } from '../specs.ts';
import { BucketStore } from './bucket-store.ts';
import { freePort } from './child-process.ts';
import { openDurableStore } from './durable-store.ts';
import { type PutEvents, serveEvents } from './event-front.ts';
import { SnsStoreBase } from './fauxqs-parts.ts';
import { type LocalQueue, QueueStore } from './queue-store.ts';
import { type Invoke, serveS3 } from './s3-front.ts';

/** A stored object as a reader in this process gets it. */
export interface StoredObject {
  body: Buffer;
  /** In quotes, as HTTP has it: the MD5 of the body, unless it came in parts. */
  etag: string;
  contentType: string;
  lastModified: Date;
  cacheControl?: string;
  contentEncoding?: string;
}

export interface ObjectStore {
  /** Where S3 (path style), SQS, Lambda's Invoke and EventBridge's PutEvents are served: what `AWS_ENDPOINT_URL` is set to. */
  readonly endpoint: string;
  ensureBucket(spec: BucketSpec): void;
  ensureQueue(spec: QueueSpec): void;
  queue(arn: string): LocalQueue;
  /** The current object, or undefined where there is none, without a request. */
  readPublic(bucket: string, key: string): StoredObject | undefined;
  stop(): Promise<void>;
}

export interface ObjectStoreOptions {
  /** A free one when absent. */
  port?: number;
  /** Where everything is kept; a temporary directory that `stop` removes when absent. */
  dataDir?: string;
  /** Serves Lambda's `POST /2015-03-31/functions/{name}/invocations`. */
  invoke?: Invoke;
  putEvents?: PutEvents;
}

/**
 * Starts S3 and SQS on one port of 127.0.0.1. A write that was answered, and the notifications it caused, are on disk: they
 * survive the death of this process at any instant. Rejects with the system's error (`EADDRINUSE`) when the port is taken.
 */
export async function startObjectStore(options: ObjectStoreOptions = {}): Promise<ObjectStore> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'newsroom-objects-'));
  const port = options.port || (await freePort());
  const endpoint = `http://127.0.0.1:${port}`;
  const durable = openDurableStore(dataDir);
  const queues = new QueueStore(durable, endpoint);
  const buckets = new BucketStore(durable, queues);
  const sns = new SnsStoreBase();
  // Read first, attached after: else reading would write every row again.
  durable.persistence.load(queues, sns, buckets);
  queues.attach(durable.persistence);
  buckets.persistence = durable.persistence;
  const app = buildApp({ logger: false, stores: { sqsStore: queues, snsStore: sns, s3Store: buckets } });
  if (options.putEvents) serveEvents(app, options.putEvents);
  serveS3(app, buckets, options.invoke);
  try {
    await app.listen({ host: '127.0.0.1', port });
  } catch (error) {
    durable.persistence.close();
    throw error;
  }
  return {
    endpoint,
    ensureBucket: (spec) => buckets.ensure(spec),
    ensureQueue: (spec) => queues.ensure(spec),
    queue: (arn) => queues.local(arn),
    readPublic: (bucket, key) => buckets.read(bucket, key),
    stop: async () => {
      await app.close();
      durable.persistence.close();
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
