import { articleHtml } from '../../../shared/article/article-html.ts';
import type { Card } from '../../../shared/article/card.ts';
import type { FeedEntry } from '../../../shared/feed/feed-entry.ts';
import type { ResolvedEntry } from '../../../shared/feed/feed-view.ts';
import type { Site } from '../../../shared/site.ts';

export const SITE: Site = {
  url: 'https://news.example',
  title: 'The Example Courier',
  description: 'News from a place that is made up',
  language: 'en',
  zone: 'Asia/Ho_Chi_Minh',
  sections: ['news', 'world-news'],
  sectionNames: {},
  savedFeeds: {},
  feedContent: 'summary',
  tagAuthority: 'news.example,2026',
};

export const CARD: Card = {
  headline: 'Harbour bridge reopens',
  slug: 'harbour-bridge-reopens',
  section: 'news',
  byline: 'Ada Moreau and Linh Trần',
  authors: ['Ada Moreau', 'Linh Trần'],
  credit: 'Courier Wire',
  canonicalSource: 'https://wire.example/harbour-bridge-1234.html',
  tags: ['Harbour', 'Roads & rail'],
  language: 'en',
  summary: 'The bridge carries trams again, 5 weeks < 6 planned.',
  wordCount: 420,
  readingMinutes: 2,
};

export const ENTRY: FeedEntry = {
  schemaVersion: 1,
  id: 'aaaaaaaaaaaaaaaa',
  version: 1,
  publishedAt: '2026-11-20T07:00:00.000Z',
  updatedAt: '2026-11-20T07:00:00.000Z',
  lastOp: 'publish',
};

export const entry = (card: Partial<Card> = {}, rest: Partial<FeedEntry> = {}): ResolvedEntry => ({
  ...ENTRY,
  ...rest,
  card: { ...CARD, ...card },
});

/** Two plain articles: one corrected, one Vietnamese without authors, source or tags. */
export const ENTRIES: ResolvedEntry[] = [
  entry(
    {},
    { updatedAt: '2026-11-20T09:30:00.000Z', lastOp: 'correct', correctionNote: 'The bridge has four lanes, not six.' },
  ),
  {
    ...ENTRY,
    id: 'bbbbbbbbbbbbbbbb',
    publishedAt: '2026-11-19T17:05:00.000Z',
    updatedAt: '2026-11-19T17:05:00.000Z',
    card: {
      headline: 'Cầu cảng mở cửa trở lại',
      slug: 'cau-cang-mo-cua-tro-lai',
      section: 'world-news',
      authors: [],
      tags: [],
      language: 'vi',
      summary: 'Tàu điện lại chạy qua cầu.',
      wordCount: 120,
      readingMinutes: 1,
    },
  },
];

/** A photograph that leads, and a text that has one more and a footnote. */
export const PICTURED: ResolvedEntry = {
  ...entry(
    { headline: 'Ice holds on the river', slug: 'ice-holds-on-the-river', tags: [] },
    {
      id: 'cccccccccccccccc',
      publishedAt: '2026-11-20T10:00:00.000Z',
      updatedAt: '2026-11-20T10:00:00.000Z',
      images: {
        id: '0123456789abcdef01234567',
        lead: {
          assetId: 'iceiceiceiceicei',
          name: '1600.webp',
          type: 'image/webp',
          bytes: 123_456,
          width: 1600,
          height: 900,
          narrower: [480, 960],
          alt: 'Skaters below the “old” bridge',
          caption: 'On Friday',
          credit: 'Ann Example',
        },
      },
    },
  ),
};

/** The same with its text. */
export const WHOLE: ResolvedEntry = {
  ...PICTURED,
  id: 'dddddddddddddddd',
  content: articleHtml(
    '<p>The ice is <em>20 cm</em> thick ]]&gt; &amp; holds.</p>\n<ul><li>Skates</li><li>Sledges</li></ul><p><a href="https://ice.example/a b?x=1&y=2">More</a></p>',
  ),
};
