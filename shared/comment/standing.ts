import * as z from 'zod';
import { type Instant, instant } from '../time.ts';
import { mode } from './moderation-settings.ts';

/** How moderators have a poster, the item `STANDING#<poster>`. Without one a poster is as any other. */
export const standing = z.object({
  schemaVersion: z.literal(1),
  /** Counts the changes, for who changes it on what was read. */
  revision: z.number().int().min(1),
  banned: z.boolean().optional(),
  suspendedUntil: instant.optional(),
  /** How this one's comments are published, where that is stricter than what site and article say; `pre`: all are held. */
  mode: mode.optional(),
  /** Whether what this one has posted is hidden. */
  hideHistory: z.boolean().optional(),
  /** Whether an editor has set it: then it holds for staff too, and only an editor may change it. */
  byEditor: z.boolean().optional(),
  reason: z.string().optional(),
  by: z.string(),
  at: instant,
});

export type Standing = z.infer<typeof standing>;

/** Until when a poster is suspended at this instant; undefined when not. */
export const suspendedAt = (s: Standing | undefined, now: Instant): Instant | undefined =>
  s?.suspendedUntil !== undefined && s.suspendedUntil > now ? s.suspendedUntil : undefined;
