import { setTimeout as sleep } from 'node:timers/promises';
import { GetObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { type Article, article } from '../../../shared/article/article.ts';
import { articleUrl, pageKey } from '../../../shared/article/article-url.ts';
import { feedFileKey } from '../../../shared/feed/feed-url.ts';
import { FEED_LENGTH } from '../../../shared/feed/feed-view.ts';
import { articleKey } from '../../../shared/store/editorial-keys.ts';
import type { Table } from '../../../shared/store/table.ts';

const POLL_MS = 50;

/** Where it shows what has become of an upload. */
export interface Desk {
  table: Table;
  s3: S3Client;
  publicBucket: string;
  siteUrl: string;
}

/**
 * The URL of the article once its page and its feeds show it as it is now: whoever reads them next finds it. Undefined when
 * they do not within `seconds`, or when it is not visible at all.
 */
export async function standsAt(desk: Desk, articleId: string, seconds: number): Promise<string | undefined> {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const item = await desk.table.get(articleKey(articleId));
    const current = item && article.parse(item);
    if (!current?.visible) return undefined;
    if (await isShown(desk, current)) return articleUrl({ url: desk.siteUrl }, current);
    if (Date.now() > until) return undefined;
    await sleep(POLL_MS);
  }
}

async function isShown({ s3, publicBucket }: Desk, current: Article): Promise<boolean> {
  const page = await text(s3, publicBucket, pageKey(current.id));
  if (!page?.includes(current.updatedAt)) return false;
  for (const feedId of current.feeds) {
    const feed = await text(s3, publicBucket, feedFileKey(feedId, 'json'));
    if (feed === undefined || !holds(jsonFeed.parse(JSON.parse(feed)).items, current)) return false;
  }
  return true;
}

const jsonFeed = z.object({
  items: z.array(z.object({ id: z.string(), date_published: z.string(), date_modified: z.string() })),
});

type FeedItem = z.infer<typeof jsonFeed>['items'][number];

/** Whether the feed shows this state of the article, or is full of newer ones. */
function holds(items: FeedItem[], { id, updatedAt, publishedAt = '' }: Article): boolean {
  const item = items.find((each) => each.id.endsWith(`/${id}`));
  if (item) return item.date_modified >= updatedAt;
  return items.length >= FEED_LENGTH && items.every(({ date_published }) => date_published >= publishedAt);
}

async function text(s3: S3Client, Bucket: string, Key: string): Promise<string | undefined> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return await Body?.transformToString();
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}
