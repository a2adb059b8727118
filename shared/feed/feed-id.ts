import slugify from '@sindresorhus/slugify';
import type { Article } from '../article/article.ts';

/** The feeds that an article belongs to, by what it says of itself. Membership itself is table state: the feed entries. */
export function feedsOf(a: Pick<Article, 'section'>): string[] {
  return ['all', `section/${a.section}`];
}

/** The one form of a name in a feed id or a URL: lowercase ASCII words joined by hyphens, NFC and NFD alike. */
export const feedName = (name: string): string => slugify(name.normalize('NFC'));
