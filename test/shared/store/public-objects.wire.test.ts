import { CreateBucketCommand, GetObjectCommand } from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, it } from 'vitest';
import { etagOf } from '../../../shared/feed/converge.ts';
import { PublicObjects } from '../../../shared/store/public-objects.ts';
import { objectStore, uniqueName } from '../../engines.ts';

const bucket = uniqueName('public');
const s3 = objectStore();
const objects = new PublicObjects(s3, bucket);

const output = (key: string, body: string) => ({
  key,
  body,
  contentType: 'text/plain; charset=utf-8',
  cacheControl: 'max-age=1',
});

beforeAll(async () => {
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
});

describe('the public bucket', () => {
  it('gives a new object an ETag that is the MD5 of its bytes, and its headers', async () => {
    expect(await objects.head('new')).toBeUndefined();
    expect(await objects.put(output('new', 'Cầu cảng'), undefined)).toBe(etagOf('Cầu cảng'));
    expect(await objects.head('new')).toBe(etagOf('Cầu cảng'));
    const stored = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'new' }));
    expect([stored.ContentType, stored.CacheControl]).toEqual(['text/plain; charset=utf-8', 'max-age=1']);
  });

  it('does not write over what it did not expect', async () => {
    await objects.put(output('taken', 'one'), undefined);
    expect(await objects.put(output('taken', 'two'), undefined)).toBeUndefined();
    expect(await objects.put(output('taken', 'two'), etagOf('other'))).toBeUndefined();
    expect(await objects.head('taken')).toBe(etagOf('one'));
    expect(await objects.put(output('taken', 'two'), etagOf('one'))).toBe(etagOf('two'));
  });

  it('does not replace what is gone', async () => {
    expect(await objects.put(output('gone', 'two'), etagOf('one'))).toBeUndefined();
    expect(await objects.head('gone')).toBeUndefined();
  });

  it('removes, also what is not there', async () => {
    await objects.put(output('removed', 'x'), undefined);
    await objects.delete('removed');
    await objects.delete('removed');
    expect(await objects.head('removed')).toBeUndefined();
  });

  it('lists by prefix, after a key, in order', async () => {
    for (const key of ['list/c', 'list/a', 'list/b', 'other']) await objects.put(output(key, key), undefined);
    const keys: string[] = [];
    for await (const { key, etag } of objects.list('list/', 'list/a')) keys.push(`${key} ${etag === etagOf(key)}`);
    expect(keys).toEqual(['list/b true', 'list/c true']);
  });

  it('passes on what is not about the object: a missing bucket is no conflict', async () => {
    const nowhere = new PublicObjects(s3, uniqueName('none'));
    await expect(nowhere.put(output('x', 'x'), undefined)).rejects.toThrow();
  });
});
