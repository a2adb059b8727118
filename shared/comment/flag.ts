import * as z from 'zod';
import { instant } from '../time.ts';

export const flagReason = z.enum(['offensive', 'abusive', 'spam', 'off-topic', 'illegal', 'other']);

/** What one person has against a text, the item `COMMENT#<id>` / `FLAG#<actor>`. Who that is cannot be read off it. */
export const flag = z.object({
  schemaVersion: z.literal(1),
  commentId: z.string(),
  /** The number of the text. Another text can be flagged again. */
  revision: z.number().int().min(1),
  reason: flagReason,
  note: z.string().optional(),
  at: instant,
  /** A hash of the Idempotency-Key that it was made under, where the client gave one. */
  request: z.string().optional(),
});

export type Flag = z.infer<typeof flag>;

export const flagSummary = z.object({
  count: z.int(),
  /** How many have given each reason. */
  reasons: z.partialRecord(flagReason, z.int()),
  /** What they have written beside it, the oldest first. */
  notes: z.array(z.string()),
});

export type FlagSummary = z.infer<typeof flagSummary>;

/** What is said of a comment by flags, without who said it. */
export function summaryOf(flags: readonly Flag[]): FlagSummary {
  const sorted = [...flags].sort((a, b) => (a.at < b.at ? -1 : 1));
  const byReason = Map.groupBy(sorted, ({ reason }) => reason);
  return {
    count: flags.length,
    reasons: Object.fromEntries([...byReason].map(([reason, all]) => [reason, all.length])),
    notes: sorted.flatMap(({ note }) => note ?? []),
  };
}
