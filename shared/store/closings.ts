import * as z from 'zod';
import { closingOf, commenting } from '../comment/commenting.ts';
import { type ModerationRules, moderationRules } from '../comment/moderation-settings.ts';
import type { Instant } from '../time.ts';
import { CURRENT_SETTINGS, commentingKey, settingsKey } from './discussion-keys.ts';
import type { Table } from './table.ts';

type Rule = Pick<ModerationRules, 'closeAfterDays'>;

const current = z.object({ version: z.int().min(1) });
const rule = z.object({ closeAfterDays: moderationRules.shape.closeAfterDays });

/** When discussions close: by what is set for an article, and by the rules in force, a stage's until there are others. */
export class Closings {
  readonly #table: Pick<Table, 'get' | 'getMany'>;
  #known: { version: number; rule: Rule };

  constructor(table: Pick<Table, 'get' | 'getMany'>, stage: Rule) {
    this.#table = table;
    this.#known = { version: 0, rule: stage };
  }

  /** Strongly consistent: two read units, and the size of a version of the rules once it is new. Undefined: it stays open. */
  async of(articleId: string, publishedAt: Instant): Promise<Instant | undefined> {
    const [own, pointer] = await this.#table.getMany([commentingKey(articleId), CURRENT_SETTINGS], {
      consistent: true,
    });
    const version = pointer ? current.parse(pointer).version : 0;
    if (version > this.#known.version) {
      const stored = await this.#table.get(settingsKey(version), { consistent: true });
      this.#known = { version, rule: rule.parse(stored) };
    }
    return closingOf({ publishedAt }, own && commenting.parse(own), this.#known.rule);
  }
}
