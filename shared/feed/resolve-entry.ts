import type { ArticleImages } from '../article/article-images.ts';
import { cardOf } from '../article/card.ts';
import type { ArticleDocument } from '../article/document.ts';
import { type LeadImage, leadImageOf } from '../article/noted-images.ts';
import { isVisible } from '../article/visibility.ts';
import { type Clock, type Instant, toInstant } from '../time.ts';
import type { FeedEntry } from './feed-entry.ts';
import type { ResolvedEntry } from './feed-view.ts';

/** The immutable documents of articles. */
export interface Documents {
  document(articleId: string, version: number): Promise<ArticleDocument>;
}

/** And those of their images, by the ids that their entries note. */
export interface ImageDocuments {
  images(articleId: string, id: string): Promise<ArticleImages>;
}

/** An entry stands exactly while its article is visible, but the clock that takes it away ticks once a minute. */
export const isCurrent = (entry: FeedEntry, now: Instant): boolean => isVisible({ ...entry, pubStatus: 'usable' }, now);

/** The entry with its card, and with its correction note; a GET of the document if those would not fit the entry. */
export async function resolveEntry<E extends FeedEntry>(
  entry: E,
  documents: Documents,
): Promise<E & Pick<ResolvedEntry, 'card'>> {
  const { card } = entry;
  if (card) return { ...entry, card };
  const document = await documents.document(entry.id, entry.version);
  const correctionNote = entry.correctionNote ?? document.correctionNote;
  return { ...entry, ...(correctionNote && { correctionNote }), card: cardOf(document) };
}

/** The image that stands for the entry's article, if it has one of our own; a GET of the images document if it would not fit the entry. */
export async function resolveLead(
  { id, images }: FeedEntry,
  documents: ImageDocuments,
): Promise<LeadImage | undefined> {
  if (!images || images.lead) return images?.lead;
  return leadImageOf(await documents.images(id, images.id));
}

/** Those of the entries that are to be seen now, with their cards. */
export function resolveCurrent<E extends FeedEntry>(
  entries: readonly E[],
  { documents, clock }: { documents: Documents; clock: Clock },
): Promise<(E & Pick<ResolvedEntry, 'card'>)[]> {
  const now = toInstant(clock());
  return Promise.all(entries.filter((each) => isCurrent(each, now)).map((each) => resolveEntry(each, documents)));
}
