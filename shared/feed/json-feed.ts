import { xmlChars } from '../markup.ts';
import type { FeedImage, FeedItem, FeedView } from './feed-view.ts';
import { itemText } from './item-text.ts';

/** The feed as JSON Feed 1.1. The source that an article names is its `external_url`, older articles are at `next_url`. */
export function renderJsonFeed(feed: FeedView, publication: string): string {
  const { urls, older } = feed;
  return jsonFeed({ ...feed, home: urls.home, self: urls.json, next: older?.json }, publication, feed.items.map(item));
}

interface JsonFeedHead {
  title: string;
  description: string;
  language: string;
  home: string;
  self: string;
  next?: string | undefined;
  /** Whoever tells subscribers (WebSub). */
  hub?: string | undefined;
}

/** A JSON Feed of these items: one a line, so that people can compare what programs read. */
export function jsonFeed(feed: JsonFeedHead, publication: string, items: readonly object[]): string {
  const head = xmlSafeJson({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    home_page_url: feed.home,
    feed_url: feed.self,
    next_url: feed.next,
    description: feed.description,
    language: feed.language,
    authors: [{ name: publication }],
    hubs: feed.hub && [{ type: 'WebSub', url: feed.hub }],
  });
  const lines = items.reduce<string>((text, it, i) => `${text}${i > 0 ? ',' : ''}\n${xmlSafeJson(it)}`, '');
  return `${head.slice(0, -1)},"items":[${lines}\n]}\n`;
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
 * look at each takes longer than all the rest: so first it is seen whether the whole has.
 */
function xmlSafeJson(value: object): string {
  const json = JSON.stringify(value);
  return isSuspect(json) ? JSON.stringify(value, xmlSafe) : json;
}

/** Whether JSON has what becomes of the characters that XML cannot hold, or reads otherwise: one of these escapes, or itself. */
function isSuspect(json: string): boolean {
  for (let at = json.indexOf('\\'); at >= 0; at = json.indexOf('\\', at + 2)) {
    if ('bfru'.includes(json.charAt(at + 1))) return true;
  }
  return json.includes('\uFFFE') || json.includes('\uFFFF');
}

const xmlSafe = (_key: string, value: unknown): unknown => (typeof value === 'string' ? xmlChars(value) : value);
