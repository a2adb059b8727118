import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BatchWriteItemCommand, CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { DeleteObjectCommand, PutObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { type RebuildAnswer, type RebuildRequest, rebuildAnswer } from '../../events/rebuild-feeds.ts';
import type { FunctionName } from '../../infra/functions.ts';
import { type ObjectStore, startObjectStore } from '../../infra/local/engines/object-store.ts';
import { startTableEngine, type TableEngine } from '../../infra/local/engines/table-engine.ts';
import { issueToken } from '../../infra/local/issuer/issue-token.ts';
import { signingKey } from '../../infra/local/issuer/signing-key.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import { type Item, toWire } from '../../shared/store/expressions.ts';
import { FunctionsInProcess } from './functions-in-process.ts';
import { discussionTable, editorialTable } from './newsroom-tables.ts';
import { Recorder } from './recorder.ts';
import { StreamReader } from './stream-reader.ts';

const QUEUES = ['uploads', 'images', 'discussions'] as const;
const BUCKETS = { UPLOADS_BUCKET: 'uploads', CONTENT_BUCKET: 'content', PUBLIC_BUCKET: 'public' };
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const region = 'us-east-1';

/** A request to the API: by a route's `METHOD /path`, as a person with roles or as nobody. */
export interface ApiRequest {
  params?: Record<string, string>;
  /** As in a URL, without the question mark. */
  query?: string;
  /** In lower case. */
  headers?: Record<string, string>;
  body?: object;
  user?: string;
  roles?: string[];
}

/** What an API function answered: its status, its headers, and its body: parsed where it is JSON. */
export interface ApiAnswer {
  status: number;
  headers: Headers;
  body: unknown;
}

/**
 * The newsroom's own handlers in this process, over real engines, with every request that they send recorded. Events are
 * handed over one at a time and in order, so that what a single act costs can be told; `test/journey` and the local host try
 * the wiring. One a process, since handlers read their environment when they are loaded.
 */
export class WiredNewsroom {
  readonly recorder = new Recorder();
  readonly tables = [editorialTable('editorial'), discussionTable('discussion')];
  readonly #functions = new FunctionsInProcess();
  readonly #s3: S3Client;
  readonly #dynamoDb: DynamoDBClient;
  readonly #editorial: StreamReader;
  readonly #discussion: StreamReader;
  readonly #objects: ObjectStore;
  readonly #token: (user: string, ...roles: string[]) => string;
  readonly #stop: () => Promise<void>;
  #events = 0;

  private constructor(
    s3: S3Client,
    dynamoDb: DynamoDBClient,
    streams: { editorial: StreamReader; discussion: StreamReader },
    objects: ObjectStore,
    token: (user: string, ...roles: string[]) => string,
    stop: () => Promise<void>,
  ) {
    this.#objects = objects;
    this.#s3 = s3;
    this.#dynamoDb = dynamoDb;
    this.#editorial = streams.editorial;
    this.#discussion = streams.discussion;
    this.#token = token;
    this.#stop = stop;
  }

  static async start(): Promise<WiredNewsroom> {
    const [tables, objects] = await Promise.all([startTableEngine({ prefer: 'native' }), startObjectStore()]);
    const issuer = await startIssuer();
    Object.assign(process.env, environmentOf(tables, objects, issuer.url));
    for (const name of Object.values(BUCKETS)) {
      objects.ensureBucket({ name, versioned: name === BUCKETS.UPLOADS_BUCKET, notifications: [] });
    }
    for (const name of QUEUES) objects.ensureQueue({ name, arn: arnOf(name), visibilityTimeoutSeconds: 30 });
    const dynamoDb = new DynamoDBClient({ endpoint: tables.endpoint, region, credentials });
    const streams = new DynamoDBStreamsClient({ endpoint: tables.endpoint, region, credentials });
    const s3 = new S3Client({ endpoint: objects.endpoint, region, credentials, forcePathStyle: true });
    for (const table of [editorialTable('editorial'), discussionTable('discussion')]) {
      await dynamoDb.send(new CreateTableCommand(table));
    }
    const editorial = await StreamReader.of('editorial', dynamoDb, streams);
    const discussion = await StreamReader.of('discussion', dynamoDb, streams);
    const newsroom = new WiredNewsroom(s3, dynamoDb, { editorial, discussion }, objects, issuer.token, async () => {
      stopRecording();
      for (const client of [dynamoDb, streams, s3]) client.destroy();
      issuer.server.close();
      await Promise.all([tables.stop(), objects.stop()]);
    });
    const stopRecording = newsroom.recorder.recordAllBut(s3, dynamoDb, streams);
    return newsroom;
  }

  stop(): Promise<void> {
    return this.#stop();
  }

  /** Puts these items into the editorial table as if long ago: nothing follows from them, and they are not recorded. */
  async stock(items: Iterable<Item>): Promise<void> {
    await inParallel(batchesOf(items, 25), 4, async (batch) => {
      const requests = batch.map((item) => ({ PutRequest: { Item: toWire(item) } }));
      const { UnprocessedItems = {} } = await this.#dynamoDb.send(
        new BatchWriteItemCommand({ RequestItems: { editorial: requests } }),
      );
      if (Object.keys(UnprocessedItems).length > 0) throw new Error('The engine did not take all that was stocked');
    });
    await this.#editorial.skip();
  }

  /** Puts an object into the content bucket, as ingest would. */
  async stockContent(Key: string, document: object): Promise<void> {
    await this.#s3.send(new PutObjectCommand({ Bucket: BUCKETS.CONTENT_BUCKET, Key, Body: JSON.stringify(document) }));
  }

  /** A PUT to the uploads bucket and all that follows from it. */
  async upload(key: string, body: string | Uint8Array): Promise<void> {
    await this.uploadAll({ [key]: body });
  }

  /** These PUTs, and then all that follows from them at once, as in a burst. */
  async uploadAll(bodies: Record<string, string | Uint8Array>): Promise<void> {
    for (const [Key, Body] of Object.entries(bodies)) {
      const put = new PutObjectCommand({ Bucket: BUCKETS.UPLOADS_BUCKET, Key, Body, ContentType: 'text/markdown' });
      const { VersionId } = await this.#s3.send(put);
      await this.#notify('ObjectCreated:Put', Key, VersionId, Buffer.byteLength(Body));
    }
    await this.settle();
  }

  /** A plain DELETE in the uploads bucket, and all that follows. */
  async withdraw(key: string): Promise<void> {
    const { VersionId } = await this.#s3.send(new DeleteObjectCommand({ Bucket: BUCKETS.UPLOADS_BUCKET, Key: key }));
    await this.#notify('ObjectRemoved:DeleteMarkerCreated', key, VersionId);
    await this.settle();
  }

  /** What the clock does every minute, and all that follows. */
  async tick(): Promise<void> {
    await this.#functions.invoke('release-due', {});
    await this.settle();
  }

  async rebuild(request: Partial<RebuildRequest> = {}): Promise<RebuildAnswer> {
    return rebuildAnswer.parse(await this.#functions.invoke('rebuild-feeds', request));
  }

  /** Every public object by its key. */
  async published(): Promise<Map<string, Buffer>> {
    const bodies = new Map<string, Buffer>();
    for await (const { Contents = [] } of paginateListObjectsV2(
      { client: this.#s3 },
      { Bucket: BUCKETS.PUBLIC_BUCKET },
    )) {
      for (const { Key = '' } of Contents) {
        const object = this.#objects.readPublic(BUCKETS.PUBLIC_BUCKET, Key);
        if (object) bodies.set(Key, object.body);
      }
    }
    return bodies;
  }

  /** Hands what waits in the queues, and both outboxes, to their readers until nothing new comes. */
  async settle(): Promise<void> {
    for (;;) {
      const handed = (await this.#take('images', 'make-renditions')) + (await this.#take('uploads', 'ingest-article'));
      const articles = await this.#editorial.read();
      if (articles.length > 0) await this.#functions.invoke('publish', { Records: articles });
      const comments = await this.#discussion.read();
      if (comments.length > 0) await this.#functions.invoke('publish-comments', { Records: comments });
      if (handed + articles.length + comments.length === 0) return;
    }
  }

  /** Publishes the discussions that are asked for, the first of which may have to wait this long. No part of `settle`: it takes its time. */
  async publishDiscussions(seconds = 0): Promise<void> {
    await this.#objects.queue(arnOf('discussions')).arrival(seconds);
    while ((await this.#take('discussions', 'publish-discussion')) > 0);
  }

  /** A request to the API, as the CDN would hand it on; nothing follows from it before `settle`. */
  async api(routeKey: string, request: ApiRequest = {}): Promise<ApiAnswer> {
    const { user, roles = [] } = request;
    return await this.#functions.request(routeKey, request, user && this.#token(user, ...roles));
  }

  /** Hands what waits in a queue to its reader, one message after the other, and answers how many those were. */
  async #take(queue: (typeof QUEUES)[number], reader: FunctionName): Promise<number> {
    const messages = this.#objects.queue(arnOf(queue)).receive(10);
    for (const { messageId, body, attributes, receiptHandle } of messages) {
      await this.#functions.invoke(reader, { Records: [{ messageId, body, attributes }] });
      this.#objects.queue(arnOf(queue)).delete(receiptHandle);
    }
    return messages.length;
  }

  async #notify(eventName: string, key: string, versionId: string | undefined, size?: number): Promise<void> {
    const sequencer = (++this.#events).toString(16).padStart(16, '0').toUpperCase();
    const object = { key: encodeURIComponent(key).replaceAll('%20', '+'), size, versionId, sequencer };
    const record = { eventName, eventTime: new Date().toISOString(), s3: { object } };
    const body = JSON.stringify({ Records: [record] });
    await this.#functions.invoke('ingest-article', { Records: [{ messageId: String(this.#events), body }] });
  }
}

function* batchesOf<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

const arnOf = (queue: string) => `arn:aws:sqs:${region}:000000000000:${queue}`;

function environmentOf(tables: TableEngine, objects: ObjectStore, issuer: string) {
  return {
    ...BUCKETS,
    EDITORIAL_TABLE: 'editorial',
    DISCUSSION_TABLE: 'discussion',
    UPLOAD_QUEUE_URL: `${objects.endpoint}/000000000000/uploads`,
    IMAGE_QUEUE_URL: `${objects.endpoint}/000000000000/images`,
    DISCUSSION_QUEUE_URL: `${objects.endpoint}/000000000000/discussions`,
    SITE_URL: 'https://news.example',
    SETTINGS: JSON.stringify({ title: 'Wired', sections: ['news', 'sport', 'world'] }),
    JWT_ISSUER: issuer,
    JWT_AUDIENCE: 'newsroom',
    JWT_JWKS_URI: `${issuer}/jwks.json`,
    JWT_ROLES_CLAIM: 'roles',
    ORIGIN_SECRETS: 'wired,spare',
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_ENDPOINT_URL: objects.endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: tables.endpoint,
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    POWERTOOLS_METRICS_DISABLED: 'true',
  };
}

async function startIssuer() {
  const directory = mkdtempSync(join(tmpdir(), 'newsroom-issuer-'));
  const key = signingKey(directory);
  rmSync(directory, { recursive: true });
  const server: Server = createServer((_, response) => response.end(JSON.stringify({ keys: [key.jwk] })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const policy = { issuer: url, audience: 'newsroom', rolesClaim: 'roles' };
  const token = (user: string, ...roles: string[]) =>
    issueToken(key, policy, { user, name: user, roles, expiresInSeconds: 3600 }, new Date());
  return { url, server, token };
}
