import * as z from 'zod';
import { instant } from '../time.ts';
import { card } from './card.ts';
import { pubStatus } from './document.ts';
import { notedImages } from './noted-images.ts';

/** The last editorial act on an article. `kill` and `takedown` are final: nothing uploaded later undoes them. */
export const lastOp = z.enum(['publish', 'update', 'correct', 'unpublish', 'kill', 'takedown']);

export type LastOp = z.infer<typeof lastOp>;

/** What the clock will have to do: make it visible, or take it away. */
export const due = z.object({ op: z.enum(['release', 'expire']), at: instant });

export type Due = z.infer<typeof due>;

/** One object version in the uploads bucket. */
export const objectRef = z.object({ key: z.string(), versionId: z.string() });

/**
 * An article's metadata, the item `ARTICLE#<id>`. `version` counts published contents and names the content document;
 * `guard` counts writes of the item and makes them compare-and-set. `visible` and `feeds` say what the last transaction
 * decided: they change only together with the feed entries.
 */
export const article = card.extend({
  schemaVersion: z.literal(1),
  id: z.string(),
  version: z.number().int().min(1),
  guard: z.number().int().min(1),
  headlineSource: z.string(),
  usageterms: z.string().optional(),
  pubStatus,
  publishAt: instant.optional(),
  embargoed: instant.optional(),
  expires: instant.optional(),
  correctionNote: z.string().optional(),
  lastOp,
  /** An editor took the article back then: a content uploaded until that time does not show. Republishing lifts it. */
  unpublishedAt: instant.optional(),
  /** `correctionNote` is an editor's and stands in for this one of the document's, until a document brings yet another. */
  editorsNote: z.object({ insteadOf: z.string().optional() }).optional(),
  /** What readers are told of why it was killed or taken down; nothing where an editor gave no reason for them. */
  goneReason: z.string().optional(),
  /** When the article first became visible; absent before that, and never changed after. */
  publishedAt: instant.optional(),
  updatedAt: instant,
  /** When readers last saw it come, change or go: its place in the feed of changes. Absent until it is first visible. */
  changedAt: instant.optional(),
  visible: z.boolean(),
  /** The feeds that hold an entry for this article now: empty unless visible. */
  feeds: z.array(z.string()),
  /** The due items that stand in the table for this article now. */
  dues: z.array(due),
  contentHash: z.string(),
  /** The folders of whose images it wants all or some. */
  imageFolders: z.array(z.string()).default([]),
  /** The images that its feed entries show: those of its page, a moment later. */
  images: notedImages.optional(),
  /** The upload whose content this is, and how many keys of the article are live. */
  source: objectRef,
  liveKeys: z.number().int().min(0),
});

export type Article = z.infer<typeof article>;
