import type { Article } from '../article/article.ts';
import { card } from '../article/card.ts';
import type { FeedEntry } from './feed-entry.ts';

/**
 * An entry must fit 1 KB with its key, whatever its feed is called (up to 74 characters), in the feed of changes too. JSON is never shorter than DynamoDB's own count of the
 * same item, so this bound on JSON errs on the safe side.
 */
const ENTRY_BYTES = 900;

/** UTF-8 bytes of a correction note that an entry has room for without its card. No editor's own note is longer. */
export const NOTE_BYTES = 600;

/**
 * The feed entry of a visible article. What would make it too large it goes without, first the lead image, then the card: readers
 * of entries take them from the documents that have them then, and a correction note that is too long even so.
 */
export function entryOf(article: Article): FeedEntry {
  const { publishedAt, images, correctionNote } = article;
  if (!publishedAt) throw new Error(`Article ${article.id} was never visible, so it has no feed entry`);
  const bare: FeedEntry = {
    schemaVersion: 1,
    id: article.id,
    version: article.version,
    publishedAt,
    updatedAt: article.updatedAt,
    ...(article.expires && { expires: article.expires }),
    lastOp: article.lastOp,
    ...(images && { images: { id: images.id } }),
  };
  const noted: FeedEntry = correctionNote ? { ...bare, correctionNote } : bare;
  const withCard: FeedEntry = { ...noted, card: card.parse(article) };
  const whole: FeedEntry = images ? { ...withCard, images } : withCard;
  // Counted by itself, since JSON may take twice as much for an editor's note, which no document has.
  const hasRoom = correctionNote && Buffer.byteLength(correctionNote) <= NOTE_BYTES;
  return [whole, withCard].find(fits) ?? (hasRoom ? noted : bare);
}

const fits = (entry: FeedEntry): boolean => Buffer.byteLength(JSON.stringify(entry)) <= ENTRY_BYTES;
