import { xmlChars } from '../markup.ts';
import type { FeedImage, FeedItem, FeedView } from './feed-view.ts';
import { itemText } from './item-text.ts';

/** The feed as JSON Feed 1.1. The source that an article names is its `external_url`, older articles are at `next_url`. */
export function renderJsonFeed(feed: FeedView, publication: string): string {
  const value = {
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    home_page_url: feed.urls.home,
    feed_url: feed.urls.json,
    ...(feed.older && { next_url: feed.older.json }),
    description: feed.description,
    language: feed.language,
    authors: [{ name: publication }],
    ...(feed.hub && { hubs: [{ type: 'WebSub', url: feed.hub }] }),
    items: feed.items.map(item),
  };
  return `${xmlSafeJson(value)}\n`;
}

const item = (it: FeedItem) => ({
  id: it.id,
  url: it.url,
  ...(it.sourceUrl && { external_url: it.sourceUrl }),
  title: it.headline,
  summary: it.summary,
  ...(it.content === undefined ? { content_text: itemText(it) } : { content_html: it.content }),
  ...(it.image && { image: it.image.url }),
  date_published: it.publishedAt,
  date_modified: it.updatedAt,
  ...(it.authors.length > 0 && { authors: it.authors.map((name) => ({ name })) }),
  tags: [it.section, ...it.tags.filter((tag) => tag !== it.section)],
  language: it.language,
  ...(it.image && { attachments: [attachment(it.image)] }),
});

const attachment = ({ url, type, bytes, alt, caption }: FeedImage) => ({
  url,
  mime_type: type,
  ...((caption ?? alt) && { title: caption ?? alt }),
  size_in_bytes: bytes,
});

/**
 * JSON could carry controls and lone surrogates as escapes, but the formats of one feed must say the same. Few texts have any, and to
 * look at each alone takes as long as all the rest: so first it is seen whether the whole has.
 */
export function xmlSafeJson(value: unknown): string {
  const json = JSON.stringify(value, undefined, 1);
  return SUSPECTS.some((each) => json.includes(each)) ? JSON.stringify(value, xmlSafe, 1) : json;
}

/** What the characters become that XML cannot hold, or reads otherwise. Some innocent texts have it too. */
const SUSPECTS = ['\\u', '\\b', '\\f', '\\r', '\uFFFE', '\uFFFF'];

const xmlSafe = (_key: string, value: unknown): unknown => (typeof value === 'string' ? xmlChars(value) : value);
