import type { ArticleDocument } from '../article/document.ts';
import type { Card } from './feed-entry.ts';

/** What lists show of a document: the same card that its feed entries carry when there is room. */
export const cardOf = (d: ArticleDocument): Card => ({
  headline: d.headline,
  slug: d.slug,
  section: d.section,
  ...(d.byline !== undefined && { byline: d.byline }),
  authors: d.authors,
  ...(d.credit !== undefined && { credit: d.credit }),
  ...(d.canonicalSource !== undefined && { canonicalSource: d.canonicalSource }),
  tags: d.tags.map((tag) => tag.name),
  language: d.language,
  summary: d.summary,
  wordCount: d.wordCount,
  readingMinutes: d.readingMinutes,
});
