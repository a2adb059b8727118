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

/** A text that the comment had before it was edited, by its number. */
export const revisionKey = (commentId: string, revision: number): Key => ({
  pk: `COMMENT#${commentId}`,
  sk: `REVISION#${String(revision).padStart(6, '0')}`,
});

/** One person's flag on a comment; `flagger` is a hash. */
export const flagKey = (commentId: string, flagger: string): Key => ({
  pk: `COMMENT#${commentId}`,
  sk: `FLAG#${flagger}`,
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

export const TOTAL_PREFIX = 'TOTAL#';

/** The sum of an article's shards as of its last change. Not below `COUNT#`, so that its own writes wake nobody. */
export const totalKey = (articleId: string): Key => ({ pk: TOTAL_PREFIX + articleId, sk: 'TOTAL' });

/** The article of a total's key, or undefined for any other key. */
export const articleOfTotalKey = (pk: string): string | undefined => /^TOTAL#([a-z2-7]+)$/.exec(pk)?.[1];

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

/** What moderators look through: what is held, what was flagged since it was reviewed, what nobody has reviewed, and what was refused. */
export const QUEUES = ['pending', 'reported', 'unmoderated', 'rejected'] as const;

export type Queue = (typeof QUEUES)[number];

/** A queue is spread over this many partitions. */
export const QUEUE_SHARDS = 4;

export const queuePk = (queue: Queue, shard: number): string => `QUEUE#${queue}#${shard}`;

/** A comment's place in a queue, by time. `since` is when it came in, so that a place is never used twice. */
export const queueKey = (queue: Queue, commentId: string, since: Instant): Key => ({
  pk: queuePk(queue, shardOf(commentId, QUEUE_SHARDS)),
  sk: threadSortOf(since, commentId),
});

/** What readers have flagged, to be read backwards: the most flagged first. A comment moves with each flag. */
export const flaggedPk = (shard: number): string => `FLAGGED#${shard}`;

export const flaggedKey = (commentId: string, since: Instant, flagCount: number): Key => ({
  pk: flaggedPk(shardOf(commentId, QUEUE_SHARDS)),
  sk: `${String(flagCount).padStart(8, '0')}#${threadSortOf(since, commentId)}`,
});

/** All comments by time, so that the newest are found with no scan. */
export const recentPk = (shard: number): string => `RECENT#${shard}`;

export const recentKey = (c: { id: string; createdAt: Instant }): Key => ({
  pk: recentPk(shardOf(c.id, QUEUE_SHARDS)),
  sk: threadSortOf(c.createdAt, c.id),
});

/** What moderators have said of a poster's comments, by when. */
export const reviewedPk = (poster: string): string => `REVIEWED#${poster}`;

export const reviewedKey = (poster: string, commentId: string, reviewedAt: Instant): Key => ({
  pk: reviewedPk(poster),
  sk: threadSortOf(reviewedAt, commentId),
});

/** How moderators have a poster: banned, suspended, held before all else. */
export const standingKey = (poster: string): Key => ({ pk: `STANDING#${poster}`, sk: 'STANDING' });

/** How far the comments of a poster have been hidden, or shown again. */
export const historyKey = (poster: string): Key => ({ pk: `STANDING#${poster}`, sk: 'HISTORY' });

/** What someone has set of a poster, an article or the rules, by its revision: the audit beside the item, only ever added to. */
export const actKey = (pk: string, revision: number): Key => ({
  pk,
  sk: `ACT#${String(revision).padStart(8, '0')}`,
});

/** What one moderator has done, by when: where it is on record. */
export const auditPk = (moderator: string): string => `AUDIT#${moderator}`;

export const auditKey = (moderator: string, at: Instant, of: Key): Key => ({
  pk: auditPk(moderator),
  sk: `${at}#${of.pk}#${of.sk}`,
});

/** The same of all of them, spread over as many partitions as a queue is. */
export const auditAllPk = (shard: number): string => `AUDIT-ALL#${shard}`;

export const auditAllKey = (at: Instant, of: Key): Key => {
  const sk = `${at}#${of.pk}#${of.sk}`;
  return { pk: auditAllPk(shardOf(sk, QUEUE_SHARDS)), sk };
};

/** How an article may be discussed, where that is not as the site has it. */
export const commentingKey = (articleId: string): Key => ({ pk: `COMMENTING#${articleId}`, sk: 'COMMENTING' });

/** The article whose rules these are, or undefined for any other key. */
export const articleOfCommentingKey = (pk: string): string | undefined => /^COMMENTING#([a-z2-7]+)$/.exec(pk)?.[1];

/** The number of the settings in force; each version is an item of its own, written once. */
export const CURRENT_SETTINGS: Key = { pk: 'SETTINGS', sk: 'CURRENT' };

export const settingsKey = (version: number): Key => ({
  pk: 'SETTINGS',
  sk: `VERSION#${String(version).padStart(8, '0')}`,
});

/** How often someone (`who`: a hash) has posted in a window of time. Expires by `ttl`. */
export const rateKey = (who: string, window: string): Key => ({ pk: `RATE#${who}#${window}`, sk: 'RATE' });

/** A comment's likes are spread over this many partitions, each with its rows and their counter. */
export const LIKE_SHARDS = 16;

export const likesPk = (commentId: string, shard: number): string => `LIKE#${commentId}#${shard}`;

export const likeShardOf = (liker: string): number => shardOf(liker, LIKE_SHARDS);

export const likeKey = (commentId: string, liker: string): Key => ({
  pk: likesPk(commentId, likeShardOf(liker)),
  sk: `LIKE#${liker}`,
});

export const likeCountKey = (commentId: string, shard: number): Key => ({ pk: likesPk(commentId, shard), sk: 'COUNT' });

export const likeCountKeys = (commentId: string): Key[] =>
  Array.from({ length: LIKE_SHARDS }, (_, shard) => likeCountKey(commentId, shard));

/** The comment whose likes are counted here, or undefined for any other key. */
export const commentOfLikeCountKey = ({ pk, sk }: Key): string | undefined =>
  sk === 'COUNT' ? commentOfLikesPk(pk) : undefined;

/** The comment whose likes are below this partition key, or undefined for any other. */
export const commentOfLikesPk = (pk: string): string | undefined => /^LIKE#([a-z2-7]+)#\d+$/.exec(pk)?.[1];

/** The comments of an article whose likes have changed since they were rolled up. */
export const likedPk = (articleId: string): string => `LIKED#${articleId}`;

export const likedKey = (articleId: string, commentId: string): Key => ({ pk: likedPk(articleId), sk: commentId });

/** The comments of a thread by their likes, whole as anyone may know them. */
export const topPk = (thread: string): string => `TOP#${thread}`;

/** Sorts by likes, then by time, ties by id; to be read backwards. */
export const topSortOf = (c: { likes: number; createdAt: Instant; id: string }): string =>
  `${String(c.likes).padStart(10, '0')}#${threadSortOf(c.createdAt, c.id)}`;

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
    'featured',
  ],
};

/** All comments of one poster. Holds only what no decision changes: then a decision costs no write here (ADR 80). */
export const AUTHOR_INDEX = {
  name: 'author',
  pk: 'author',
  sk: 'authorSort',
  projected: ['articleId', 'textHash'],
};

/** What one person has liked and flagged, in the index of authors, by a hash. Apart from the comments, which have others' order. */
export const actsPk = (actor: string): string => `ACTS#${actor}`;

export const actOf = (actor: string, act: 'LIKE' | 'FLAG', commentId: string) => ({
  author: actsPk(actor),
  authorSort: `${act}#${commentId}`,
});

export const articleThread = (articleId: string): string => `ARTICLE#${articleId}`;

export const repliesThread = (commentId: string): string => `COMMENT#${commentId}`;

/** Where readers look for a comment. */
export const threadOf = (c: { articleId: string; parentId?: string | undefined }): string =>
  c.parentId === undefined ? articleThread(c.articleId) : repliesThread(c.parentId);

/** Sorts by time, ties by id. */
export const threadSortOf = (createdAt: Instant, commentId: string): string => `${createdAt}#${commentId}`;

const shardOf = (id: string, shards: number) => (createHash('sha256').update(id).digest()[0] ?? 0) % shards;

/** How far someone's data have been erased. The id is a hash: it cannot be read off whose they were. */
export const erasureKey = (id: string): Key => ({ pk: `ERASURE#${id}`, sk: 'ERASURE' });

/** That an editor asked for someone's data, or for their erasure, beside how far that has come. */
export const personActKey = (id: string, at: Instant): Key => ({ pk: `ERASURE#${id}`, sk: `ACT#${at}` });

/** What is done to someone's comments in the background. Few at a time: nobody's every request writes here. */
export const UNDERWAY = 'UNDERWAY';

export const underwayKey = (kind: string, id: string): Key => ({ pk: UNDERWAY, sk: `${kind}#${id}` });

/** What has changed of discussions since it was audited, over so many partitions. */
export const UNAUDITED_SHARDS = 4;

export const unauditedPk = (shard: number): string => `UNAUDITED#${shard}`;

/** That an article's discussion has changed, or the likes of one of its comments. */
export const unauditedKey = (articleId: string, commentId?: string): Key => ({
  pk: unauditedPk(shardOf(articleId, UNAUDITED_SHARDS)),
  sk: commentId === undefined ? articleId : `${articleId}#${commentId}`,
});

/** How far the audit has come that goes through the whole table, a part an hour. */
export const AUDIT_POSITION: Key = { pk: 'AUDIT-POSITION', sk: 'POSITION' };
