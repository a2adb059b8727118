import type { Article } from '../article/article.ts';
import { card } from '../article/card.ts';
import type { FeedEntry } from './feed-entry.ts';

/**
 * An entry must fit 1 KB with its key, whatever its feed is called. JSON is never shorter than DynamoDB's own count of the
 * same item, so this bound on JSON errs on the safe side.
 */
const ENTRY_BYTES = 900;

/**
 * The feed entry of a visible article. An entry that its card would make too large goes without one: readers of entries take
 * the card from the content document then.
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
    ...(article.correctionNote && { correctionNote: article.correctionNote }),
  };
  const entry = { ...bare, card: card.parse(article) };
  return Buffer.byteLength(JSON.stringify(entry)) <= ENTRY_BYTES ? entry : bare;
}
