import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ObjectStore, startObjectStore } from '../../../../infra/local/engines/object-store.ts';

const Bucket = 'uploads';
const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:upload';
const DEAD = 'arn:aws:sqs:us-east-1:000000000000:dead';

const notice = z.object({
  Records: z.array(
    z.object({
      eventName: z.string(),
      s3: z.object({
        bucket: z.object({ name: z.string() }),
        object: z.object({
          key: z.string(),
          size: z.number().optional(),
          eTag: z.string().optional(),
          versionId: z.string().optional(),
          sequencer: z.string(),
        }),
      }),
    }),
  ),
});

let dir: string;
let store: ObjectStore;
let s3: S3Client;

async function open() {
  store = await startObjectStore({ dataDir: dir });
  store.ensureQueue({ name: 'dead', arn: DEAD, visibilityTimeoutSeconds: 30 });
  store.ensureQueue({
    ...{ name: 'upload', arn: QUEUE, visibilityTimeoutSeconds: 1 },
    redrive: { deadLetterQueueArn: DEAD, maxReceiveCount: 2 },
  });
  store.ensureBucket({
    ...{ name: Bucket, versioned: true },
    notifications: [{ events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:*'], queueArn: QUEUE, suffix: '.txt' }],
  });
  store.ensureBucket({ name: 'public', versioned: false, notifications: [] });
  s3 = new S3Client({
    ...{ endpoint: store.endpoint, region: 'us-east-1', forcePathStyle: true },
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
}

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'newsroom-store-'));
  await open();
  expect(take().map((body) => JSON.parse(body).Event)).toEqual(['s3:TestEvent']);
});

afterEach(async () => {
  s3.destroy();
  await store.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** The bodies of the messages that wait in the queue, which are then deleted. */
function take(): string[] {
  const queue = store.queue(QUEUE);
  const bodies: string[] = [];
  for (let batch = queue.receive(10); batch.length > 0; batch = queue.receive(10)) {
    for (const message of batch) {
      bodies.push(message.body);
      queue.delete(message.receiptHandle);
    }
  }
  return bodies;
}

const notices = () => take().flatMap((body) => notice.parse(JSON.parse(body)).Records);

const put = (Key: string, Body: string, more: object = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));

const get = async (Key: string, VersionId?: string) => {
  const answer = await s3.send(new GetObjectCommand({ Bucket, Key, ...(VersionId !== undefined && { VersionId }) }));
  return answer.Body?.transformToString();
};

const refusal = async (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error: { name: string; $metadata?: { httpStatusCode?: number } }) =>
      `${error.$metadata?.httpStatusCode} ${error.name}`,
  );

describe('conditional writes', () => {
  it('creates only what is not there with If-None-Match: *', async () => {
    await put('a.txt', 'one', { IfNoneMatch: '*' });
    expect(await refusal(put('a.txt', 'two', { IfNoneMatch: '*' }))).toBe('412 PreconditionFailed');
    expect(await get('a.txt')).toBe('one');
    expect(notices()).toHaveLength(1);
  });

  it('replaces only what is as it was with If-Match', async () => {
    const { ETag } = await put('a.txt', 'one');
    expect(await refusal(put('a.txt', 'no', { IfMatch: '"0"' }))).toBe('412 PreconditionFailed');
    await put('a.txt', 'two', { IfMatch: ETag });
    expect(await refusal(put('a.txt', 'three', { IfMatch: ETag }))).toBe('412 PreconditionFailed');
    expect(await get('a.txt')).toBe('two');
    expect(await refusal(put('missing.txt', 'x', { IfMatch: ETag }))).toBe('404 NoSuchKey');
  });

  it('deletes only what is as it was', async () => {
    const { ETag } = await put('a.txt', 'one');
    const remove = (IfMatch: string | undefined) =>
      s3.send(new DeleteObjectCommand({ Bucket, Key: 'a.txt', ...(IfMatch !== undefined && { IfMatch }) }));
    expect(await refusal(remove('"0"'))).toBe('412 PreconditionFailed');
    await remove(ETag);
    expect(await refusal(get('a.txt'))).toBe('404 NoSuchKey');
  });

  it('lets one of many racing writers through', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => refusal(put('race.txt', `${i}`, { IfNoneMatch: '*' }))),
    );
    expect(answers.filter((answer) => answer === 'accepted')).toHaveLength(1);
    expect(answers.filter((answer) => answer === '412 PreconditionFailed')).toHaveLength(19);
  });
});

describe('versions', () => {
  it('keeps every version readable, and a deleted key behind its marker', async () => {
    const one = await put('a.txt', 'one', { ContentType: 'text/plain', Metadata: { section: 'world' } });
    const two = await put('a.txt', 'two');
    const gone = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a.txt' }));
    expect(gone.DeleteMarker).toBe(true);
    expect(await refusal(get('a.txt'))).toBe('404 NoSuchKey');
    expect(await get('a.txt', one.VersionId)).toBe('one');
    expect(await get('a.txt', two.VersionId)).toBe('two');
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'a.txt', VersionId: one.VersionId ?? '' }));
    expect(head).toMatchObject({ ContentType: 'text/plain', Metadata: { section: 'world' }, VersionId: one.VersionId });
    const { Versions, DeleteMarkers } = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: 'a' }));
    expect(Versions?.map((v) => [v.VersionId, v.IsLatest])).toEqual([
      [two.VersionId, false],
      [one.VersionId, false],
    ]);
    expect(DeleteMarkers?.map((v) => [v.VersionId, v.IsLatest])).toEqual([[gone.VersionId, true]]);
  });

  it('takes a single version away, and shows the one before', async () => {
    await put('a.txt', 'one');
    const two = await put('a.txt', 'two');
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a.txt', VersionId: two.VersionId ?? '' }));
    expect(await get('a.txt')).toBe('one');
    const marker = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a.txt' }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a.txt', VersionId: marker.VersionId ?? '' }));
    expect(await get('a.txt')).toBe('one');
    expect(await refusal(get('a.txt', two.VersionId))).toBe('404 NoSuchVersion');
  });

  it('brings an old version back by a copy', async () => {
    const one = await put('a.txt', 'one');
    await put('a.txt', 'two');
    const CopySource = `${Bucket}/a.txt?versionId=${one.VersionId}`;
    const copy = await s3.send(new CopyObjectCommand({ Bucket, Key: 'a.txt', CopySource }));
    expect(copy.VersionId).not.toBe(one.VersionId);
    expect(await get('a.txt')).toBe('one');
  });

  it('survives a restart', async () => {
    const one = await put('a.txt', 'one');
    await put('a.txt', 'two');
    s3.destroy();
    await store.stop();
    await open();
    expect(await get('a.txt')).toBe('two');
    expect(await get('a.txt', one.VersionId)).toBe('one');
  });

  it('leaves other buckets alone', async () => {
    const answer = await s3.send(new PutObjectCommand({ Bucket: 'public', Key: 'x', Body: 'x' }));
    expect(answer.VersionId).toBeUndefined();
  });
});

describe('notifications', () => {
  it('are in the queue when the write is answered, with encoded key, size, ETag and version', async () => {
    const key = "a b/Đà Nẵng + 100%'s (1)!~*.txt";
    const { VersionId, ETag } = await put(key, 'words');
    const [record] = notices();
    expect(record).toMatchObject({
      eventName: 'ObjectCreated:Put',
      s3: { bucket: { name: Bucket }, object: { size: 5, eTag: ETag?.replaceAll('"', ''), versionId: VersionId } },
    });
    expect(record?.s3.object.key).toBe('a+b/%C4%90%C3%A0+N%E1%BA%B5ng+%2B+100%25%27s+%281%29%21%7E*.txt');
    expect(decodeURIComponent(record?.s3.object.key.replaceAll('+', ' ') ?? '')).toBe(key);
  });

  it('follow every way to write and delete, and the filter', async () => {
    await put('skip.jpg', 'x');
    await put('a.txt', 'x');
    await s3.send(new CopyObjectCommand({ Bucket, Key: 'b.txt', CopySource: `${Bucket}/a.txt` }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a.txt' }));
    const Delete = { Objects: [{ Key: 'b.txt' }, { Key: '<&>.txt' }, { Key: 'skip.jpg' }] };
    await s3.send(new DeleteObjectsCommand({ Bucket, Delete }));
    expect(notices().map((record) => [record.eventName, record.s3.object.key])).toEqual([
      ['ObjectCreated:Put', 'a.txt'],
      ['ObjectCreated:Copy', 'b.txt'],
      ['ObjectRemoved:DeleteMarkerCreated', 'a.txt'],
      ['ObjectRemoved:DeleteMarkerCreated', 'b.txt'],
      ['ObjectRemoved:DeleteMarkerCreated', '%3C%26%3E.txt'],
    ]);
  });

  it('come for a multipart upload once it is complete, conditions checked', async () => {
    const Key = 'big.txt';
    const parts = [Buffer.alloc(5 * 1024 * 1024, 'a'), Buffer.from('end')];
    const upload = async (more: object = {}) => {
      const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key, Metadata: { by: 'desk' } }));
      const Parts = [];
      for (const [i, Body] of parts.entries()) {
        const PartNumber = i + 1;
        const { ETag } = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
        Parts.push({ ETag, PartNumber });
      }
      expect(notices()).toEqual([]);
      return s3.send(
        new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...more }),
      );
    };
    const { VersionId } = await upload();
    expect(notices()).toMatchObject([
      { eventName: 'ObjectCreated:CompleteMultipartUpload', s3: { object: { versionId: VersionId, size: 5242883 } } },
    ]);
    expect(await refusal(upload({ IfNoneMatch: '*' }))).toBe('412 PreconditionFailed');
    const object = await s3.send(new HeadObjectCommand({ Bucket, Key }));
    expect(object).toMatchObject({ VersionId, ContentLength: 5242883, Metadata: { by: 'desk' } });
  });

  it('carry sequencers that only grow, over restarts too', async () => {
    await put('a.txt', '1');
    await put('a.txt', '2');
    const before = notices();
    s3.destroy();
    await store.stop();
    await open();
    await put('a.txt', '3');
    const sequencers = [...before, ...notices()].map((record) => record.s3.object.sequencer);
    expect(sequencers).toHaveLength(3);
    expect(sequencers).toEqual([...new Set(sequencers)].sort());
    expect(new Set(sequencers.map((sequencer) => sequencer.length)).size).toBe(1);
  });

  it('are kept over a restart, and those in work are there again at once, with that attempt not counted', async () => {
    await put('a.txt', 'x');
    store.ensureQueue({ name: 'upload', arn: QUEUE, visibilityTimeoutSeconds: 3600 });
    expect(store.queue(QUEUE).receive(10)).toHaveLength(1);
    s3.destroy();
    await store.stop();
    await open();
    const [message] = store.queue(QUEUE).receive(10);
    expect(message?.attributes.ApproximateReceiveCount).toBe('1');
  });

  it('come back after the visibility time-out, and are redriven when their receives are used up', async () => {
    await put('a.txt', 'x');
    expect(store.queue(QUEUE).receive(10)).toHaveLength(1);
    expect(store.queue(QUEUE).receive(10)).toHaveLength(0);
    await expect.poll(() => store.queue(QUEUE).receive(10).length, { timeout: 5000 }).toBe(1);
    await expect
      .poll(() => [store.queue(QUEUE).receive(10).length, store.queue(DEAD).receive(10).length], { timeout: 5000 })
      .toEqual([0, 1]);
  });
});

describe('objects', () => {
  it('are found by any key that S3 allows', async () => {
    const keys = [
      'a b+c%25.txt',
      'Hà Nội'.normalize('NFC'),
      'Hà Nội'.normalize('NFD'),
      '📰/✓?#&=.md',
      'x//y',
      'q\'"<>',
    ];
    for (const Key of keys) await put(Key, Key);
    for (const Key of keys) expect(await get(Key)).toBe(Key);
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents?.map((object) => object.Key).sort()).toEqual([...keys].sort());
  });

  it('are listed page by page, each once, capitals and marks too', async () => {
    const keys = ['B', 'a', 'C', 'b', 'Ä', 'à', 'z/1', 'z/2', 'z0'];
    for (const Key of keys) await put(Key, 'x');
    const seen: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await s3.send(
        new ListObjectsV2Command({ Bucket, MaxKeys: 2, ...(ContinuationToken !== undefined && { ContinuationToken }) }),
      );
      seen.push(...(page.Contents ?? []).map((object) => object.Key ?? ''));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    expect(seen).toEqual([...keys].sort());
    const grouped = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'z', Delimiter: '/' }));
    expect(grouped.CommonPrefixes).toEqual([{ Prefix: 'z/' }]);
    expect(grouped.Contents?.map((object) => object.Key)).toEqual(['z0']);
  });

  it('may be empty, large, or of a form type', async () => {
    await put('empty', '');
    expect(await get('empty')).toBe('');
    const large = 'x'.repeat(16 * 1024 * 1024);
    await put('large', large);
    expect((await get('large'))?.length).toBe(large.length);
    await fetch(`${store.endpoint}/${Bucket}/form`, {
      method: 'PUT',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'a=b&c',
    });
    expect(await get('form')).toBe('a=b&c');
  });

  it('have the MD5 of their bytes as ETag, and are read in process as they are', async () => {
    const body = 'words';
    await s3.send(new PutObjectCommand({ Bucket: 'public', Key: 'p', Body: body, ContentType: 'text/html' }));
    expect(store.readPublic('public', 'p')).toMatchObject({
      body: Buffer.from(body),
      contentType: 'text/html',
      etag: `"${createHash('md5').update(body).digest('hex')}"`,
    });
    expect(store.readPublic('public', 'missing')).toBeUndefined();
  });

  it('is given as it is now, also where its bytes are what they were before', async () => {
    const put = (Body: string, CacheControl: string) =>
      s3.send(new PutObjectCommand({ Bucket: 'public', Key: 'p', Body, CacheControl }));
    for (const [body, cacheControl] of [
      ['one', 'no-store'],
      ['two', 'no-store'],
      ['one', 'no-cache'],
    ] as const) {
      await put(body, cacheControl);
      for (let again = 0; again < 2; again++) {
        const read = store.readPublic('public', 'p');
        expect([read?.body.toString(), read?.cacheControl]).toEqual([body, cacheControl]);
      }
    }
    await s3.send(new DeleteObjectCommand({ Bucket: 'public', Key: 'p' }));
    expect(store.readPublic('public', 'p')).toBeUndefined();
  });

  it('give metadata beyond ASCII back as S3 does, encoded by RFC 2047', async () => {
    await fetch(`${store.endpoint}/${Bucket}/m`, {
      method: 'PUT',
      headers: { 'x-amz-meta-headline': Buffer.from('Hà Nội').toString('latin1') },
      body: 'x',
    });
    const { Metadata } = await s3.send(new HeadObjectCommand({ Bucket, Key: 'm' }));
    expect(Metadata?.headline).toBe(`=?UTF-8?B?${Buffer.from('Hà Nội').toString('base64')}?=`);
  });

  it('stream in with trailing checksums', async () => {
    const Body = Readable.from([Buffer.from('streamed '), Buffer.from('words')]);
    await s3.send(new PutObjectCommand({ Bucket, Key: 's', Body, ContentLength: 14 }));
    expect(await get('s')).toBe('streamed words');
  });
});
