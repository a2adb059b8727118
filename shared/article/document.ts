import * as z from 'zod';
import { instant } from '../time.ts';
import { imageWords } from './image.ts';

/** The IPTC publication status: `withheld` is not yet or not now to be used, `canceled` never again. */
export const pubStatus = z.enum(['usable', 'withheld', 'canceled']);

/** Where a value came from, when that matters to an editor: given by the source, or worked out by us. */
const provenance = z.enum(['declared', 'derived', 'default']);

export const tag = z.object({
  name: z.string(),
  /** The code and its scheme where the source gave one, e.g. `medtop:20000065`. */
  code: z.string().optional(),
});

/** An image that a document names, in the order in which it does. */
export const namedImage = imageWords.extend({
  /** As it is written: an https address, or a path. */
  src: z.string(),
  /** Where in the uploads bucket a path may lead, the likeliest first; absent for an address. */
  keys: z.array(z.string()).optional(),
  /** In the body (a local one as the placeholder of its index here), before it, or nowhere in particular. */
  place: z.enum(['body', 'lead', 'beside']),
});

export type NamedImage = z.infer<typeof namedImage>;

/**
 * One article as its source wrote it, whatever the format was: what every parser returns and every renderer reads.
 * Text is NFC and holds only characters that XML allows; `bodyHtml` has passed the allow-list. Field names are IPTC's.
 */
export const articleDocument = z.object({
  schemaVersion: z.literal(1),
  format: z.string(),
  headline: z.string().min(1),
  headlineSource: provenance,
  subheadline: z.string().optional(),
  slug: z.string().min(1),
  byline: z.string().optional(),
  authors: z.array(z.string()),
  dateline: z.string().optional(),
  credit: z.string().optional(),
  usageterms: z.string().optional(),
  canonicalSource: z.string().optional(),
  section: z.string(),
  tags: z.array(tag),
  /** BCP 47. */
  language: z.string(),
  languageSource: provenance,
  /** Plain text, at most 200 characters. */
  summary: z.string(),
  bodyHtml: z.string(),
  bodyText: z.string(),
  /** Absent where it names none. */
  images: z.array(namedImage).optional(),
  wordCount: z.number().int(),
  readingMinutes: z.number().int(),
  pubStatus,
  publishAt: instant.optional(),
  embargoed: instant.optional(),
  expires: instant.optional(),
  /** The stage's default zone, present only when a time above was given without a zone and this one was assumed. */
  zoneAssumed: z.string().optional(),
  correctionNote: z.string().optional(),
  /** The source's own permanent id, and the id that an editor gave in front matter: the two strong identities. */
  guid: z.string().optional(),
  id: z.string().optional(),
  /** The source's own version number and time, which order several keys of one article. */
  documentVersion: z.number().optional(),
  documentTime: instant.optional(),
  /** What the source said and this model has no field for. */
  extras: z.record(z.string(), z.unknown()),
});

export type ArticleDocument = z.infer<typeof articleDocument>;

/** What the content bucket holds under `{articleId}/{version}.json`: written once, never changed. */
export const contentDocument = z.object({
  schemaVersion: z.literal(1),
  articleId: z.string(),
  version: z.number().int(),
  document: articleDocument,
});

export type ContentDocument = z.infer<typeof contentDocument>;

export const contentKey = (articleId: string, version: number): string => `${articleId}/${version}.json`;
