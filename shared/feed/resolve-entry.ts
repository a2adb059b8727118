import { cardOf } from '../article/card.ts';
import type { ArticleDocument } from '../article/document.ts';
import { isVisible } from '../article/visibility.ts';
import type { Instant } from '../time.ts';
import type { FeedEntry } from './feed-entry.ts';
import type { ResolvedEntry } from './feed-view.ts';

/** The immutable documents of articles. */
export interface Documents {
  document(articleId: string, version: number): Promise<ArticleDocument>;
}

/** An entry stands exactly while its article is visible, but the clock that takes it away ticks once a minute. */
export const isCurrent = (entry: FeedEntry, now: Instant): boolean => isVisible({ ...entry, pubStatus: 'usable' }, now);

/** The entry with its card, which takes a GET of the document if it would not fit the entry. */
export const resolveEntry = async <E extends FeedEntry>(
  entry: E,
  documents: Documents,
): Promise<E & Pick<ResolvedEntry, 'card'>> => ({
  ...entry,
  card: entry.card ?? cardOf(await documents.document(entry.id, entry.version)),
});
