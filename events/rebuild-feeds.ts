import * as z from 'zod';

/**
 * What `rebuild-feeds` is invoked with. Anything else that it may be invoked with, such as a schedule's own event, counts as
 * `{}`: the feeds, in one go.
 */
export const rebuildRequest = z.object({
  /** Memberships, pages and discussions too: those of all visible articles, and those that should not be there. */
  full: z.boolean().default(false),
  /**
   * Nothing but this: `news`, the news sitemap, since what is news is a matter of the clock; `underway`, what is under way on what people
   * have posted; `audit`, an audit of the discussions that have changed, and of a slice of the rest.
   */
  only: z.enum(['news', 'underway', 'audit']).optional(),
  /** Where the last call stopped. */
  cursor: z.string().optional(),
  /** How long to work before stopping at a cursor; without it, as long as the function may. */
  seconds: z.number().positive().optional(),
});

export type RebuildRequest = z.infer<typeof rebuildRequest>;

const counted = z.object({
  checked: z.number().int(),
  /** The objects that were missing or wrong, and those that should not have been there. */
  written: z.array(z.string()),
  deleted: z.array(z.string()),
  /** The feeds or articles that could not be made right; the log says why. */
  failed: z.array(z.string()),
});

/** What one call of `rebuild-feeds` did. Unless `done`, the caller goes on with the cursor. */
export const rebuildAnswer = z.object({
  done: z.boolean(),
  cursor: z.string().optional(),
  /** Articles that were in other feeds than they belong to: `written` has their ids. */
  memberships: counted,
  feeds: counted,
  pages: counted,
  /** Snapshots and comment feeds, by article. */
  discussions: counted,
});

export type RebuildAnswer = z.infer<typeof rebuildAnswer>;
