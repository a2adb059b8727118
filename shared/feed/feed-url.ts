import type { Site } from '../site.ts';

/** The files of one feed, all made from one state. */
export const FEED_FILES = { rss: 'rss.xml', atom: 'atom.xml', json: 'feed.json', page: 'index.html' } as const;

export type FeedFile = keyof typeof FEED_FILES;

export const FEED_TYPES: Record<FeedFile, string> = {
  rss: 'application/rss+xml; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  json: 'application/feed+json',
  page: 'text/html; charset=utf-8',
};

/**
 * What the public bucket says they are. CloudFront compresses by this, and knows neither Atom nor JSON Feed: to them it gives their
 * own types on the way out (ADR 0098).
 */
export const STORED_FEED_TYPES: Record<FeedFile, string> = {
  ...FEED_TYPES,
  atom: 'application/xml; charset=utf-8',
  json: 'application/json',
};

/** Where the public bucket has a file of this feed; its URL has the same path. */
export const feedFileKey = (feedId: string, file: FeedFile): string => `feeds/${feedId}/${FEED_FILES[file]}`;

export const feedFileUrl = (site: Pick<Site, 'url'>, feedId: string, file: FeedFile): string =>
  `${site.url}/${feedFileKey(feedId, file)}`;

/** Of the objects with these keys those that are formats of the feed, by their URLs: what a hub's subscribers follow. */
export const topicsAmong = (keys: readonly string[], site: Pick<Site, 'url'>, feedId: string): string[] =>
  TOPIC_FILES.filter((file) => keys.includes(feedFileKey(feedId, file))).map((file) => feedFileUrl(site, feedId, file));

const TOPIC_FILES = ['rss', 'atom', 'json'] as const;

/** The feed's page for people: the front page, a section's front, or the file itself where the CDN has no shorter path for it. */
export function feedHomeUrl(site: Pick<Site, 'url'>, feedId: string): string {
  if (feedId === 'all') return `${site.url}/`;
  if (feedId.startsWith('section/')) return `${site.url}/${feedId.slice('section/'.length)}/`;
  return feedFileUrl(site, feedId, 'page');
}
