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
 * The feed entry of a visible article. An entry that its card would make too large goes without one: readers of entries take
 * the card from the content document then, and a correction note that is too long even so.
 */
export function entryOf(article: Article): FeedEntry {
  const { publishedAt } = article;
  if (!publishedAt) throw new Error(`Article ${article.id} was never visible, so it has no feed entry`);
  const bare: FeedEntry = {
    schemaVersion: 1,
    id: article.id,
    version: article.version,
    publishedAt,
    updatedAt: article.updatedAt,
    ...(article.expires && { expires: article.expires }),
    lastOp: article.lastOp,
  };
  const { correctionNote } = article;
  const whole = { ...bare, ...(correctionNote && { correctionNote }), card: card.parse(article) };
  if (Buffer.byteLength(JSON.stringify(whole)) <= ENTRY_BYTES) return whole;
  return correctionNote && Buffer.byteLength(correctionNote) <= NOTE_BYTES ? { ...bare, correctionNote } : bare;
}
