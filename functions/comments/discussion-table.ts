import * as z from 'zod';
import { type Comment, comment } from '../../shared/comment/comment.ts';
import { type Change, type Decision, decision } from '../../shared/comment/comment-change.ts';
import { writesOf } from '../../shared/store/comment-writes.ts';
import { commentKey, decisionKey, requestKey, revisionKey } from '../../shared/store/discussion-keys.ts';
import type { Table } from '../../shared/store/table.ts';
import { unlessBusy } from './busy.ts';
import type { Comments, Requests } from './ports.ts';

const request = z.object({ fingerprint: z.string(), ttl: z.number() });

const REQUEST_LIFETIME_SECONDS = 24 * 60 * 60;

/** The discussion table as this function's ports see it. */
export class DiscussionTable implements Comments, Requests {
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
