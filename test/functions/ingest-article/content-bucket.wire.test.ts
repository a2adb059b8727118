import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { beforeAll, expect, test } from 'vitest';
import { ContentBucket } from '../../../functions/ingest-article/adapters/content-bucket.ts';
import { ContentStore } from '../../../shared/store/content-store.ts';
import { objectStore, uniqueName } from '../../engines.ts';
import { documentOf } from './fake-newsroom.ts';

const name = uniqueName('content');
const s3 = objectStore();
const contents = new ContentBucket(s3, name);
const content = (headline: string) => ({
  schemaVersion: 1 as const,
  articleId: 'aaaaaaaaaaaaaaaa',
  version: 1,
  document: documentOf({ headline }),
});

beforeAll(() => s3.send(new CreateBucketCommand({ Bucket: name })));

test('a content document is written once: the same again is as good, another is refused and changes nothing', async () => {
  expect(await contents.create(content('One'))).toBe('created');
  expect(await contents.create(content('One'))).toBe('created');
  expect(await contents.create(content('Two'))).toBe('taken');
  expect((await new ContentStore(s3, name).document('aaaaaaaaaaaaaaaa', 1)).headline).toBe('One');
});
