import type { Site } from '../site.ts';

/** The files of one feed, all made from one state. */
export const FEED_FILES = { rss: 'rss.xml', atom: 'atom.xml', json: 'feed.json', page: 'index.html' } as const;

export type FeedFile = keyof typeof FEED_FILES;

/** Where the public bucket has a file of this feed; its URL has the same path. */
export const feedFileKey = (feedId: string, file: FeedFile): string => `feeds/${feedId}/${FEED_FILES[file]}`;

export const feedFileUrl = (site: Pick<Site, 'url'>, feedId: string, file: FeedFile): string =>
  `${site.url}/${feedFileKey(feedId, file)}`;

/** The feed's page for people: the front page, a section's front, or the file itself where the CDN has no shorter path for it. */
export function feedHomeUrl(site: Pick<Site, 'url'>, feedId: string): string {
  if (feedId === 'all') return `${site.url}/`;
  if (feedId.startsWith('section/')) return `${site.url}/${feedId.slice('section/'.length)}/`;
  return feedFileUrl(site, feedId, 'page');
}
