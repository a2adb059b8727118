import * as z from 'zod';
import { type Comment, comment, commentStatus } from '../../shared/comment/comment.ts';
import { queuedSince } from '../../shared/comment/places.ts';
import {
  commentKey,
  decisionKey,
  QUEUE_SHARDS,
  queuePk,
  requestKey,
  revisionKey,
  threadSortOf,
} from '../../shared/store/discussion-keys.ts';
import type { Table } from '../../shared/store/table.ts';
import { unlessBusy } from './busy.ts';
import type { Change, Decision } from './change.ts';
import { writesOf } from './comment-items.ts';
import type { Comments, Queues, Requests, Window } from './ports.ts';

const decision = z.object({
  id: z.string(),
  commentId: z.string(),
  verdict: z.enum(['approve', 'reject', 'spam', 'delete']),
  revision: z.number(),
  from: commentStatus,
  to: commentStatus,
  reason: z.string().exactOptional(),
  by: z.string(),
  at: z.string(),
});

const place = z.object({ sk: z.string(), commentId: z.string() });
const request = z.object({ fingerprint: z.string(), ttl: z.number() });

const REQUEST_LIFETIME_SECONDS = 24 * 60 * 60;

/** The discussion table as this function's ports see it. */
export class DiscussionTable implements Comments, Queues, Requests {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async glance(id: string): Promise<Comment | undefined> {
    const item = await this.#table.get(commentKey(id));
    return item && comment.parse(item);
  }

  async find(id: string): Promise<Comment | undefined> {
    const item = await this.#table.get(commentKey(id), { consistent: true });
    return item && comment.parse(item);
  }

  async findWithDecision(id: string, decisionId: string): Promise<{ comment?: Comment; decision?: Decision }> {
    const keys = [commentKey(id), decisionKey(id, decisionId)];
    const [found, made] = await this.#table.getMany(keys, { consistent: true });
    return { ...(found && { comment: comment.parse(found) }), ...(made && { decision: decision.parse(made) }) };
  }

  async save(change: Change): Promise<boolean> {
    return (await unlessBusy(this.#table.transact(writesOf(change)))).committed;
  }

  async forgetRevisions({ id, revision }: Pick<Comment, 'id' | 'revision'>): Promise<void> {
    for (let earlier = 1; earlier < revision; earlier++) await this.#table.delete(revisionKey(id, earlier));
  }

  /** One query a shard and one read of the comments, which are what says whether a place in the queue still counts. */
  async pending({ after, limit }: Window): Promise<{ items: Comment[]; next?: string }> {
    const shards = Array.from({ length: QUEUE_SHARDS }, (_, shard) =>
      this.#table.query({
        pk: queuePk('pending', shard),
        limit: limit + 1,
        consistent: true,
        ...(after !== undefined && { sk: { after } }),
      }),
    );
    const places = (await Promise.all(shards))
      .flatMap((page) => page.items.map((item) => place.parse(item)))
      .sort((a, b) => (a.sk < b.sk ? -1 : 1));
    const taken = places.slice(0, limit);
    const found = await this.#table.getMany(
      taken.map(({ commentId }) => commentKey(commentId)),
      { consistent: true },
    );
    const items = found.flatMap((item, i) => {
      const c = item && comment.parse(item);
      const since = c && queuedSince(c, 'pending');
      return c && since !== undefined && taken[i]?.sk === threadSortOf(since, c.id) ? [c] : [];
    });
    const last = taken.at(-1);
    return { items, ...(last && places.length > limit && { next: last.sk }) };
  }

  async claim(id: string, fingerprint: string, now: Date): Promise<'new' | 'same' | 'other'> {
    const seconds = Math.floor(now.getTime() / 1000);
    const item = { ...requestKey(id), schemaVersion: 1, fingerprint, ttl: seconds + REQUEST_LIFETIME_SECONDS };
    const existing = await this.#table.putNew(item);
    if (!existing) return 'new';
    const earlier = request.parse(existing);
    // TTL deletes within days, not at the hour.
    if (earlier.ttl > seconds) return earlier.fingerprint === fingerprint ? 'same' : 'other';
    await this.#table.put(item);
    return 'new';
  }
}
