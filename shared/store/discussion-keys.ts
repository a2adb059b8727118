import { createHash } from 'node:crypto';
import type { Instant } from '../time.ts';
import type { Key } from './table.ts';

/** The primary keys of the discussion table. */
export const commentKey = (id: string): Key => ({ pk: `COMMENT#${id}`, sk: 'COMMENT' });

/** One decision on a comment: the audit, only ever added to. */
export const decisionKey = (commentId: string, decisionId: string): Key => ({
  pk: `COMMENT#${commentId}`,
  sk: `DECISION#${decisionId}`,
});

/** Requests that were given an Idempotency-Key and are not themselves found again by it. Expires by `ttl`. */
export const requestKey = (requestId: string): Key => ({ pk: `REQUEST#${requestId}`, sk: 'REQUEST' });

/** An article's counter of PUBLISHED comments is spread over this many partitions: a partition takes 1,000 units a second. */
export const COUNT_SHARDS = 10;

export const countKey = (articleId: string, shard: number): Key => ({ pk: `COUNT#${articleId}#${shard}`, sk: 'COUNT' });

export const countKeys = (articleId: string): Key[] =>
  Array.from({ length: COUNT_SHARDS }, (_, shard) => countKey(articleId, shard));

/** The shard that counts this comment, always the same one. */
export const countShardOf = (commentId: string): number => shardOf(commentId, COUNT_SHARDS);

/** An article of a counter's key, or undefined for any other key. */
export const articleOfCountKey = (pk: string): string | undefined => /^COUNT#([a-z2-7]+)#\d+$/.exec(pk)?.[1];

/** The sum of an article's shards as of its last change. Not below `COUNT#`, so that its own writes wake nobody. */
export const totalKey = (articleId: string): Key => ({ pk: `TOTAL#${articleId}`, sk: 'TOTAL' });

/** The comments that an article shows, tombstones too: who publishes them reads them here, where no index lags behind. */
export const shownPk = (articleId: string): string => `SHOWN#${articleId}`;

/** Heads of threads and answers are listed apart, each by time, ties by id. */
export type ShownRank = 'HEAD' | 'REPLY';

export const shownKey = (c: {
  articleId: string;
  id: string;
  createdAt: Instant;
  parentId?: string | undefined;
}): Key => {
  const rank: ShownRank = c.parentId === undefined ? 'HEAD' : 'REPLY';
  return { pk: shownPk(c.articleId), sk: `${rank}#${threadSortOf(c.createdAt, c.id)}` };
};

/** How often an article's discussion was published, and when last. */
export const publicationKey = (articleId: string): Key => ({ pk: `PUBLICATION#${articleId}`, sk: 'PUBLICATION' });

/** Comments that wait for a moderator are spread over this many partitions. */
export const QUEUE_SHARDS = 4;

export const queuePk = (queue: 'pending', shard: number): string => `QUEUE#${queue}#${shard}`;

/** A comment's place in a queue: oldest first. `since` is when it came in, so that a place is never used twice. */
export const queueKey = (queue: 'pending', commentId: string, since: Instant): Key => ({
  pk: queuePk(queue, shardOf(commentId, QUEUE_SHARDS)),
  sk: `${since}#${commentId}`,
});

/**
 * Comments as readers see them: an article's, or a comment's replies. Only what is shown carries these attributes, so that
 * a page needs no filter; and what only we may know (address, hashes, trace) is not projected.
 */
export const THREAD_INDEX = {
  name: 'thread',
  pk: 'thread',
  sk: 'threadSort',
  projected: [
    'schemaVersion',
    'id',
    'articleId',
    'parentId',
    'replyTo',
    'status',
    'revision',
    'text',
    'authorName',
    'badge',
    'likes',
    'replyCount',
    'createdAt',
    'editedAt',
    'deletedBy',
  ],
};

/** All comments of one poster: keys only, so that nothing but their coming and going costs a write here. */
export const AUTHOR_INDEX = { name: 'author', pk: 'author', sk: 'authorSort' };

export const articleThread = (articleId: string): string => `ARTICLE#${articleId}`;

export const repliesThread = (commentId: string): string => `COMMENT#${commentId}`;

/** Sorts by time, ties by id. */
export const threadSortOf = (createdAt: Instant, commentId: string): string => `${createdAt}#${commentId}`;

const shardOf = (id: string, shards: number) => (createHash('sha256').update(id).digest()[0] ?? 0) % shards;
