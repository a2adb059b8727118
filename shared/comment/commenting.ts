import * as z from 'zod';
import { type Instant, instant } from '../time.ts';
import { type ModerationRules, mode } from './moderation-settings.ts';

/** How an article may be discussed, the item `COMMENTING#<articleId>`. Without one: as the site has it. */
export const commenting = z.object({
  schemaVersion: z.literal(1),
  /** Counts the changes, for who changes it on what was read. */
  revision: z.number().int().min(1),
  mode: mode.optional(),
  /** Since when it has been closed by hand. */
  closedAt: instant.optional(),
  /** When it closes by itself, in place of the site's days after publication. */
  closesAt: instant.optional(),
  by: z.string(),
  at: instant,
});

export type Commenting = z.infer<typeof commenting>;

const DAY_MS = 24 * 60 * 60 * 1000;

/** When the discussion of an article was or will be closed; undefined: it stays open. */
export function closingOf(
  article: { publishedAt: Instant },
  c: Commenting | undefined,
  { closeAfterDays }: Pick<ModerationRules, 'closeAfterDays'>,
): Instant | undefined {
  if (c?.closedAt !== undefined) return c.closedAt;
  if (c?.closesAt !== undefined) return c.closesAt;
  if (closeAfterDays === undefined) return undefined;
  return new Date(Date.parse(article.publishedAt) + closeAfterDays * DAY_MS).toISOString();
}
