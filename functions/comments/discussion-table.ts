import * as z from 'zod';
import { type Comment, comment } from '../../shared/comment/comment.ts';
import { type Change, type Decision, decision } from '../../shared/comment/comment-change.ts';
import { queuePlacesOf } from '../../shared/comment/places.ts';
import { writesOf } from '../../shared/store/comment-writes.ts';
import { commentKey, decisionKey, requestKey, revisionKey } from '../../shared/store/discussion-keys.ts';
import type { Key, Table, Write } from '../../shared/store/table.ts';
import { unlessBusy } from './busy-table.ts';
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
    const committed = await unlessBusy(this.#commit(writesOf(change)));
    if (committed) await this.#enqueue(change);
    return committed;
  }

  /** A comment that is not counted is one write, which costs twice as much in a transaction. */
  async #commit(writes: Write[]): Promise<boolean> {
    const [first, ...others] = writes;
    if (first && 'put' in first && first.if === 'notExists' && others.length === 0) {
      return (await this.#table.putNew(first.put)) === undefined;
    }
    return (await this.#table.transact(writes)).committed;
  }

  /**
   * Who looks into a queue right after is to find what has come into it; the stream's reader does the same, and the rest (ADR 80), such as what
   * a moderator has refused.
   */
  async #enqueue({ before, after, decision: made }: Change): Promise<void> {
    if (made) return;
    const known = new Set(before && queuePlacesOf(before).map(nameOf));
    const places = queuePlacesOf(after).filter((place) => !known.has(nameOf(place)));
    await Promise.all(places.map((place) => this.#table.put(place)));
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

const nameOf = ({ pk, sk }: Key) => `${pk} ${sk}`;
