import type { Article } from '../../../shared/article/article.ts';
import type { ArticleDocument } from '../../../shared/article/document.ts';
import { type Circumstances, takeContent } from '../../../shared/article/transition.ts';

export const DOCUMENT: ArticleDocument = {
  schemaVersion: 1,
  format: 'text',
  headline: 'Harbour bridge reopens',
  headlineSource: 'declared',
  subheadline: 'Five weeks instead of six',
  slug: 'harbour-bridge-reopens',
  byline: 'Ada Moreau and Linh Trần',
  authors: ['Ada Moreau', 'Linh Trần'],
  dateline: 'PORT EXAMPLE',
  credit: 'Courier Wire',
  usageterms: 'Not for resale',
  canonicalSource: 'https://wire.example/harbour-bridge-1234.html',
  section: 'news',
  tags: [{ name: 'Harbour' }, { name: 'Roads & rail' }],
  language: 'en',
  languageSource: 'declared',
  summary: 'The bridge carries trams again, 5 weeks < 6 planned.',
  bodyHtml: '<p>The bridge carries trams again.</p>\n<p>It was closed in spring.</p>',
  bodyText: 'The bridge carries trams again.\nIt was closed in spring.',
  wordCount: 10,
  readingMinutes: 1,
  pubStatus: 'usable',
  extras: {},
};

/** Then, on a stage without saved feeds. */
export const at = (now: string): Circumstances => ({ now, savedFeeds: {} });

/** An article that has just been published with this document, as ingest makes it. */
export function publishedArticle(
  document: ArticleDocument = DOCUMENT,
  id = 'aaaaaaaaaaaaaaaa',
  now = '2026-11-20T07:00:00.000Z',
): Article {
  const content = {
    document,
    contentHash: 'hash',
    version: 1,
    source: { key: 'a.txt', versionId: '1' },
    storedAt: now,
    liveKeys: 1,
  };
  return takeContent(undefined, id, content, at(now)).after;
}
