import * as z from 'zod';
import { decision } from '../../../shared/comment/comment-change.ts';
import { moderationSettings } from '../../../shared/comment/moderation-settings.ts';
import { auditPlaces } from '../../../shared/store/audit-places.ts';
import {
  auditAllPk,
  auditPk,
  commentingKey,
  commentKey,
  personActKey,
  QUEUE_SHARDS,
  standingKey,
} from '../../../shared/store/discussion-keys.ts';
import type { Table } from '../../../shared/store/table.ts';
import type { ModeratorsActs, PersonAct } from '../person/ports.ts';
import type { Window } from '../ports.ts';
import { type Act, act } from './acts.ts';
import type { Audit, AuditEntry, AuditQuery } from './ports.ts';

const row = z.object({ sk: z.string(), of: z.object({ pk: z.string(), sk: z.string() }) });
const all = Array.from({ length: QUEUE_SHARDS }, (_, shard) => auditAllPk(shard));
const placed = z.object({ sk: z.string() });

/** How many decisions on one comment are shown. */
const MOST_DECISIONS = 100;

/** What moderators and editors have done: beside each comment, poster, article and the rules; by who did it; and all of it by time. */
export class AuditTable implements Audit, ModeratorsActs {
  readonly #table: Pick<Table, 'query' | 'getMany' | 'transact'>;

  constructor(table: Pick<Table, 'query' | 'getMany' | 'transact'>) {
    this.#table = table;
  }

  async page(query: AuditQuery, window: Window): Promise<{ items: AuditEntry[]; next?: string }> {
    if (query === 'settings') return await this.#beside('SETTINGS', 'VERSION#', window);
    if (query === 'all') return await this.#listed(all, window);
    if ('moderator' in query) return await this.#listed([auditPk(query.moderator)], window);
    if ('commentId' in query) return await this.#on(query.commentId);
    const { pk } = 'poster' in query ? standingKey(query.poster) : commentingKey(query.articleId);
    return await this.#beside(pk, 'ACT#', window);
  }

  /** One query. */
  async hasActed(userId: string): Promise<boolean> {
    return (await this.#table.query({ pk: auditPk(userId), limit: 1 })).items.length > 0;
  }

  async notePersonAct({ person, asked, by, at }: PersonAct): Promise<void> {
    const place = personActKey(person, at);
    const made: Act = { kind: 'person', subject: person, set: { asked }, by, at };
    await this.#table.transact([
      { put: { ...place, schemaVersion: 1, ...made } },
      ...auditPlaces(by, at, place).map((put) => ({ put })),
    ]);
  }

  /** One query a list, and one read of what they name. What is decided on comments is there a moment later. */
  async #listed(lists: readonly string[], { after, limit }: Window) {
    const before = after !== undefined && { sk: { before: after } };
    const pages = await Promise.all(
      lists.map((pk) => this.#table.query({ pk, newestFirst: true, limit: limit + 1, ...before })),
    );
    const rows = pages
      .flatMap(({ items }) => items.map((item) => row.parse(item)))
      .sort((a, b) => (a.sk < b.sk ? 1 : -1));
    const taken = rows.slice(0, limit);
    const items = await this.#table.getMany(taken.map(({ of }) => of));
    const last = taken.at(-1);
    return {
      items: items.flatMap((item) => (item ? [entryOf(item)] : [])),
      ...(last && rows.length > limit && { next: last.sk }),
    };
  }

  /** One query. */
  async #on(commentId: string) {
    const { pk } = commentKey(commentId);
    const { items } = await this.#table.query({ pk, sk: { beginsWith: 'DECISION#' }, limit: MOST_DECISIONS });
    const made = items.map((item) => decision.parse(item)).sort((a, b) => (a.at < b.at ? 1 : -1));
    return { items: made.map((each) => ({ decision: each })) };
  }

  /** One query: the newest first, back to the prefix, which nothing after it begins with. */
  async #beside(pk: string, prefix: string, { after, limit }: Window) {
    const page = await this.#table.query({
      pk,
      sk: { from: prefix, to: after ?? `${prefix}~` },
      newestFirst: true,
      limit: after === undefined ? limit : limit + 1,
    });
    const items = page.items.filter((item) => placed.parse(item).sk !== after);
    const last = items.at(-1);
    return { items: items.map(entryOf), ...(page.next && last && { next: placed.parse(last).sk }) };
  }
}

/** Throws for what is none of these. */
function entryOf(item: unknown): AuditEntry {
  const decided = decision.safeParse(item);
  if (decided.success) return { decision: decided.data };
  const set = moderationSettings.safeParse(item);
  if (!set.success) return { act: act.parse(item) };
  const { version, by, at } = set.data;
  return { act: { kind: 'settings', subject: '', revision: version, set: {}, by, at } };
}
