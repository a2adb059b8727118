import * as z from 'zod';
import { instant } from '../time.ts';
import { type RefusalCode, refusal } from './refusal.ts';

/** How every uploaded object version ends (invariant 1). */
export const uploadOutcome = z.enum(['published', 'unchanged', 'scheduled', 'withdrawn', 'superseded', 'quarantined']);

export type UploadOutcome = z.infer<typeof uploadOutcome>;

/** What orders the contents of several keys of one article: the first difference decides, absent is lowest. */
export const rank = z.object({
  documentVersion: z.number().optional(),
  documentTime: instant.optional(),
  storedAt: instant,
});

export type Rank = z.infer<typeof rank>;

const put = z.object({ sequencer: z.string(), versionId: z.string() });

/**
 * What is known of one key, the item `UPLOAD#<key>` / `HEAD`: the newest PUT that gave something (a document, an image, several
 * documents), the newest PUT of any kind and the newest delete, each by its sequencer. As each of these only ever grows, events
 * may come in any order and any number.
 */
export const uploadHead = z.object({
  schemaVersion: z.literal(1),
  key: z.string(),
  guard: z.number().int(),
  /** The article this key belongs to for ever, and what that was decided by. */
  articleId: z.string().optional(),
  identityScheme: z.enum(['guid', 'id', 'key']).optional(),
  good: put
    .extend({
      rank,
      at: instant,
      /** A hash of the image that it is and of its words; absent for a document. */
      image: z.string().optional(),
      /** It holds several articles, of which it gave all but these: they stand as an older PUT has them, down to `since`. */
      parts: z.object({ refused: z.array(z.object({ name: z.string(), since: z.string() })) }).optional(),
    })
    .optional(),
  latest: put.optional(),
  tombstone: put.optional(),
  /**
   * The parts that may have something under their own keys, with the newest PUT that holds each: written before any of them is,
   * so that whatever comes next knows what to take away.
   */
  parts: z.array(z.object({ name: z.string(), sequencer: z.string() })).optional(),
});

export type UploadHead = z.infer<typeof uploadHead>;

/** One article of an upload that holds several. What was made of it stands under its own key, unless it was refused. */
export const uploadPart = z.object({ name: z.string(), reason: refusal.optional() });

export type UploadPart = z.infer<typeof uploadPart>;

/** An item without text that came along with several articles. */
export const skippedItem = z.object({ item: z.string(), guid: z.string().optional() });

export type SkippedItem = z.infer<typeof skippedItem>;

/** What became of one object version, the item `UPLOAD#<key>` / `VERSION#<versionId>`. */
export const uploadVersion = z.object({
  schemaVersion: z.literal(1),
  key: z.string(),
  versionId: z.string(),
  kind: z.enum(['put', 'delete']),
  sequencer: z.string(),
  outcome: uploadOutcome,
  reason: refusal.optional(),
  articleId: z.string().optional(),
  /** What an image's renditions are found by. */
  assetId: z.string().optional(),
  /** The articles that it holds, where these are several. `published` then says that it stands; how each does, its own key says. */
  parts: z.array(uploadPart).optional(),
  skipped: z.array(skippedItem).optional(),
  /** Parts of older versions that this one does not hold are still to be taken away. */
  sweeps: z.boolean().optional(),
  receivedAt: instant,
  /** How often a replay has run it again. */
  replays: z.number().int().optional(),
});

export type UploadVersion = z.infer<typeof uploadVersion>;

/** Reasons for which an upload that was understood is withdrawn; every other withdrawal is a delete's doing. */
const BY_EDITORS: ReadonlySet<RefusalCode> = new Set(['not-usable', 'expired', 'unpublished', 'killed', 'taken-down']);

/** Whether the upload was withdrawn because its object was deleted. The reason of an earlier refusal may still stand on it. */
export const isDeleted = ({ outcome, reason }: UploadVersion): boolean =>
  outcome === 'withdrawn' && !(reason && BY_EDITORS.has(reason.code));
