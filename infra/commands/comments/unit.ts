import * as z from 'zod';
import { comment } from '../../../shared/comment/comment.ts';
import { decision, revision } from '../../../shared/comment/comment-change.ts';
import { flag } from '../../../shared/comment/flag.ts';

/**
 * A comment with all that is kept beside it: a line of an export (NDJSON), and what an import writes. How many replies it has is
 * not in it, since those say so themselves. Who flagged and liked it are hashes (`actorOf`).
 */
export const unit = z.strictObject({
  comment: comment.omit({ replyCount: true }).strict(),
  revisions: z.array(revision),
  decisions: z.array(decision),
  flags: z.array(flag.extend({ by: z.string() })),
  likes: z.array(z.string()),
});

export type Unit = z.infer<typeof unit>;

export const bare = (c: Unit['comment']): Unit => ({ comment: c, revisions: [], decisions: [], flags: [], likes: [] });

/** As a line of an export: the same bytes for the same comment, whatever order its attributes came in. */
export const lineOf = (u: Unit): string => `${JSON.stringify(sorted(u))}\n`;

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, each]) => [name, sorted(each)]));
}
