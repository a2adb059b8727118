import { expect } from 'vitest';
import { DiscussionAudit } from '../../functions/rebuild-feeds/adapters/discussion-audit.ts';
import { NO_DRIFT } from '../../functions/rebuild-feeds/drift.ts';
import { type Comment, comment, isShown } from '../../shared/comment/comment.ts';
import { isHidden } from '../../shared/comment/hidden.ts';
import { allPlacesOf } from '../../shared/comment/places.ts';
import { commentKey, historyKey, LIKE_SHARDS, likesPk, standingKey } from '../../shared/store/discussion-keys.ts';
import type { DiscussionUnderTest } from '../functions/comments/discussion-under-test.ts';
import type { DiscussionRun } from './discussion-run.ts';

/** Counters equal rows, the thread shows what is to be seen, queues and lists hold what the comments ask for. Once all has settled. */
export async function checkDiscussion(run: DiscussionRun): Promise<void> {
  const { api, articleId } = run;
  const rows = await rowsOf(run);
  const published = rows.filter((row) => row.status === 'PUBLISHED');
  expect(await api.count(articleId)).toBe(published.length);
  expect(await api.counts.rollUp(articleId)).toBe(published.length);
  for (const row of rows) expect(row.replyCount).toBe(published.filter(({ parentId }) => parentId === row.id).length);
  await Promise.all(rows.flatMap((row) => [checkActs(row, api), checkTexts(row, api)]));

  const heads = rows.filter((row) => row.parentId === undefined && isShown(row));
  expect(await listed(run)).toEqual(idsOf(heads));
  for (const head of heads) {
    const { body } = await api.replies(head.id, 'limit=100');
    expect(idsOf(body.items)).toEqual(idsOf(published.filter(({ parentId }) => parentId === head.id)));
  }
  expect(await waiting(run)).toEqual(idsOf(rows.filter((row) => row.status === 'PENDING')));
  await checkPlaces(rows, api);
  for (const person of run.people) await checkHistory(person, rows, api);
  expect(await new DiscussionAudit(api.discussion, () => Promise.resolve()).mend(articleId)).toEqual(NO_DRIFT);
}

async function rowsOf({ api, ids }: DiscussionRun): Promise<Comment[]> {
  const items = await api.discussion.getMany(ids.map(commentKey), { consistent: true });
  return items.map((item) => comment.parse(item));
}

async function checkPlaces(rows: Comment[], api: DiscussionUnderTest): Promise<void> {
  const asked = rows.flatMap(allPlacesOf);
  const keys = asked.map(({ pk, sk }) => ({ pk, sk }));
  expect(await api.discussion.getMany(keys, { consistent: true })).toEqual(asked);
}

/** Of whoever is hidden nothing is to be seen that was there then; of whoever is not, nothing is hidden. */
async function checkHistory(person: string, rows: Comment[], api: DiscussionUnderTest): Promise<void> {
  const poster = `user:${person}`;
  const keys = [standingKey(poster), historyKey(poster)];
  const [standing, history] = await api.discussion.getMany(keys, { consistent: true });
  const own = rows.filter((row) => row.poster === poster);
  if (standing?.hideHistory !== true) expect(own.filter(isHidden)).toEqual([]);
  else {
    const at = String(history?.at);
    const then = own.filter(({ createdAt, reviewedAt = '' }) => createdAt <= at && reviewedAt <= at);
    expect(then.filter(({ status }) => status === 'PUBLISHED')).toEqual([]);
  }
}

/** A comment has had as many texts as its revision says, each kept once; of a deleted one there is none. */
async function checkTexts({ id, revision, text, status, deletedBy }: Comment, api: DiscussionUnderTest): Promise<void> {
  const query = { pk: commentKey(id).pk, sk: { beginsWith: 'REVISION#' }, consistent: true };
  const kept = (await api.discussion.query(query)).items;
  const expected = deletedBy === undefined ? Array.from({ length: revision - 1 }, (_, i) => i + 1) : [];
  expect(kept.map((item) => item.revision)).toEqual(expected);
  if (deletedBy !== undefined) expect({ text, status }).toEqual({ text: '', status: 'REJECTED' });
  else expect(kept.map((item) => item.text)).not.toContain(text);
}

/** Likes are one a person and rolled up, flags one a person. */
async function checkActs(c: Comment, api: DiscussionUnderTest): Promise<void> {
  const { id, likes, reviewedAt, deletedBy, flagCount = 0 } = c;
  const shards = Array.from({ length: LIKE_SHARDS }, (_, shard) => likesPk(id, shard));
  const rows = await Promise.all(
    shards.map((pk) => api.discussion.query({ pk, sk: { beginsWith: 'LIKE#' }, consistent: true })),
  );
  expect(likes).toBe(rows.flatMap(({ items }) => items).length);
  const { pk } = commentKey(id);
  const flags = await api.discussion.query({ pk, sk: { beginsWith: 'FLAG#' }, consistent: true });
  expect(c.reportedSince !== undefined).toBe(flagCount > 0 && !isHidden(c));
  if (deletedBy !== undefined) expect(flagCount).toBe(0);
  else if (reviewedAt === undefined) expect(flagCount).toBe(flags.items.length);
  else expect(flagCount).toBeLessThanOrEqual(flags.items.length);
}

async function listed({ api, articleId }: DiscussionRun): Promise<string[]> {
  const { body } = await api.list(articleId, 'limit=100');
  expect(body.next).toBeNull();
  const top = (await api.list(articleId, 'orderBy=top&limit=100')).body.items;
  const byLikes = body.items.toSorted((a: Comment, b: Comment) => b.likes - a.likes);
  expect(top).toEqual(byLikes);
  return idsOf(body.items);
}

async function waiting({ api, articleId }: DiscussionRun): Promise<string[]> {
  const found: Comment[] = [];
  for (let query = 'limit=100'; ; ) {
    const { body } = await api.pending(query);
    found.push(...body.items);
    if (body.next === null) return idsOf(found.filter((each) => each.articleId === articleId));
    query = `limit=100&cursor=${body.next}`;
  }
}

const idsOf = (comments: { id: string }[]): string[] => comments.map(({ id }) => id).sort();
