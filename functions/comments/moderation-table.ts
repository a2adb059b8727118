import * as z from 'zod';
import { comment, commentStatus } from '../../shared/comment/comment.ts';
import { type Commenting, commenting } from '../../shared/comment/commenting.ts';
import { type CommentSettings, moderationSettings } from '../../shared/comment/moderation-settings.ts';
import { type Standing, standing } from '../../shared/comment/standing.ts';
import {
  AUTHOR_INDEX,
  CURRENT_SETTINGS,
  commentingKey,
  commentKey,
  reviewedPk,
  settingsKey,
  standingKey,
} from '../../shared/store/discussion-keys.ts';
import type { Table } from '../../shared/store/table.ts';
import { instant } from '../../shared/time.ts';
import type { Reviewed, Said } from './pipeline/history.ts';
import { type RuleBook, ruleBook, stageRuleBook } from './pipeline/rule-book.ts';
import type { Moderation } from './ports.ts';

const current = z.object({ version: z.int().min(1) });
const said = z.object({
  pk: z.string(),
  authorSort: z.string(),
  articleId: z.string(),
  textHash: z.string().optional(),
});
const reviewed = z.object({ sk: z.string(), commentId: z.string(), reviewedAs: commentStatus });
const judgedComment = comment.pick({ id: true, reviewedAt: true, reviewedAs: true }).partial();

/** The newest of someone's comments that are looked at: what fits into half a read unit. */
const MAX_SAID = 16;
const MAX_REVIEWED = 50;

/** How long a version of the settings may be applied after another has been set. */
const SETTINGS_MS = 10_000;

/** What moderators have set, and what they have said: for posting, where a moment's lag does no harm, so eventually consistent. */
export class ModerationTable implements Moderation {
  readonly #table: Pick<Table, 'get' | 'getMany' | 'query'>;
  #book: RuleBook;
  #readAt = Number.NEGATIVE_INFINITY;

  constructor(table: Pick<Table, 'get' | 'getMany' | 'query'>, settings: CommentSettings) {
    this.#table = table;
    this.#book = stageRuleBook(settings);
  }

  /** At most 10 seconds old. One read then, and one more for a version that is new. */
  async book(now: Date): Promise<RuleBook> {
    if (Math.abs(now.getTime() - this.#readAt) < SETTINGS_MS) return this.#book;
    const item = await this.#table.get(CURRENT_SETTINGS);
    const version = item ? current.parse(item).version : 0;
    if (version > this.#book.version) {
      const stored = await this.#table.get(settingsKey(version), { consistent: true });
      const { schemaVersion: _, version: __, by: ___, at: ____, ...rules } = moderationSettings.parse(stored);
      this.#book = ruleBook(version, rules);
    }
    this.#readAt = now.getTime();
    return this.#book;
  }

  /** Has the rules read anew before they are applied next. */
  forget(): void {
    this.#readAt = Number.NEGATIVE_INFINITY;
  }

  async standing(poster: string): Promise<Standing | undefined> {
    const item = await this.#table.get(standingKey(poster));
    return item && standing.parse(item);
  }

  async commenting(articleId: string): Promise<Commenting | undefined> {
    const item = await this.#table.get(commentingKey(articleId));
    return item && commenting.parse(item);
  }

  /** One query, half a read unit. */
  async said(poster: string): Promise<Said[]> {
    const query = { index: AUTHOR_INDEX, pk: poster, newestFirst: true, limit: MAX_SAID };
    return (await this.#table.query(query)).items.map((item) => {
      const { pk, authorSort, articleId, textHash } = said.parse(item);
      return { id: pk.replace(/^COMMENT#/, ''), articleId, textHash, at: instantOf(authorSort) };
    });
  }

  async reviewed(poster: string): Promise<Reviewed[]> {
    const query = { pk: reviewedPk(poster), newestFirst: true, limit: MAX_REVIEWED };
    return (await this.#table.query(query)).items.map((item) => {
      const { sk, commentId, reviewedAs } = reviewed.parse(item);
      return { id: commentId, as: reviewedAs, at: instantOf(sk) };
    });
  }

  async reviewedOf(commentIds: readonly string[]): Promise<Reviewed[]> {
    const items = await this.#table.getMany(commentIds.map(commentKey));
    return items.flatMap((item) => {
      const { id, reviewedAt, reviewedAs } = judgedComment.parse(item ?? {});
      return id !== undefined && reviewedAt !== undefined && reviewedAs !== undefined
        ? [{ id, as: reviewedAs, at: reviewedAt }]
        : [];
    });
  }
}

/** The instant that a sort key of `threadSortOf` begins with. */
const instantOf = (sort: string) => instant.parse(sort.slice(0, sort.indexOf('#')));
