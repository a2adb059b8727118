import { createHash } from 'node:crypto';
import type { Due } from '../article/article.ts';
import type { Identity } from '../article/article-id.ts';
import { placeOf } from '../article/image.ts';
import type { Instant } from '../time.ts';
import type { Key } from './table.ts';

/** The primary keys of the editorial table. */
export const uploadHeadKey = (key: string): Key => ({ pk: `UPLOAD#${key}`, sk: 'HEAD' });

export const uploadVersionKey = (key: string, versionId: string): Key => ({
  pk: `UPLOAD#${key}`,
  sk: `VERSION#${versionId}`,
});

export const identityKey = (identity: Identity): Key => ({
  pk: `IDENTITY#${identity.scheme}#${identity.value}`,
  sk: 'IDENTITY',
});

export const articleKey = (id: string): Key => ({ pk: `ARTICLE#${id}`, sk: 'ARTICLE' });

/** Zero-padded, so that history sorts by number. */
export const articleVersionKey = (id: string, version: number): Key => ({
  pk: `ARTICLE#${id}`,
  sk: `VERSION#${String(version).padStart(6, '0')}`,
});

/** An editor's act. The guard that it left tells acts of one millisecond apart. */
export const actKey = (id: string, at: Instant, guard: number): Key => ({
  pk: `ARTICLE#${id}`,
  sk: `ACT#${at}#${String(guard).padStart(9, '0')}`,
});

/** The answer that was given under an Idempotency-Key, by the hash of whose it is and what it says. */
export const keptAnswerKey = (hash: string): Key => ({ pk: `ANSWER#${hash}`, sk: 'ANSWER' });

/**
 * That this upload key belongs to the article: how a delete finds the keys that remain. By the key's hash, since a sort key
 * takes no more than an S3 key's own 1,024 bytes; the item has the key itself.
 */
export const articleSourceKey = (id: string, key: string): Key => ({
  pk: `ARTICLE#${id}`,
  sk: `SOURCE#${createHash('sha256').update(key).digest('base64url')}`,
});

/** By the first publication, which never changes; in the feed of changes by the last change. */
export const feedEntryKey = (feedId: string, at: Instant, id: string): Key => ({
  pk: `FEED#${feedId}`,
  sk: `${at}#${id}`,
});

/** Where one part of a feed ends and the next begins. */
export const boundKey = (feedId: string, bound: string): Key => ({ pk: `${BOUND_PREFIX}${feedId}`, sk: bound });

/** What publishers write of the table, and nothing else. */
export const BOUND_PREFIX = 'ARCHIVE#';

export const feedKey = (feedId: string): Key => ({ pk: 'FEEDS', sk: feedId });

/** An image that stands, by the key of its upload. */
export const imageKey = (uploadKey: string): Key => {
  const { folder, name } = placeOf(uploadKey);
  return { ...imagesOf(folder), sk: `IMAGE#${name}` };
};

/** That an article wants images of this folder: how one that comes, changes or goes finds the pages that show it. */
export const wantedKey = (folder: string, articleId: string): Key => ({
  ...imagesOf(folder),
  sk: `WANTED#${articleId}`,
});

/** The images of a folder, and who wants them. */
export const imagesOf = (folder: string) => ({ pk: `IMAGES#${folder}` });

/** Due items are spread over this many partitions, so that a mass release is not one partition's 1,000 units a second. */
const DUE_SHARDS = 4;

export const dueShards = (): string[] => Array.from({ length: DUE_SHARDS }, (_, shard) => `DUE#${shard}`);

export const dueKey = (id: string, due: Due): Key => ({
  pk: `DUE#${(createHash('sha256').update(id).digest()[0] ?? 0) % DUE_SHARDS}`,
  sk: `${due.at}#${id}#${due.op}`,
});

/** The sparse index of quarantined uploads, oldest first, all under one partition key. */
export const QUARANTINE_INDEX = { name: 'quarantined', pk: 'quarantine', sk: 'receivedAt' };

export const QUARANTINED = 'QUARANTINED';

/**
 * What was to be erased of the discussion, oldest first. It stands in this table, so that it is still known when the other one has
 * been brought back to an earlier time.
 */
export const erasedKey = (requestedAt: Instant, id: string): Key => ({ pk: ERASURES, sk: `${requestedAt}#${id}` });

export const ERASURES = 'ERASURES';
