import { createHash } from 'node:crypto';
import { base32 } from '../../base32.ts';
import type { Site } from '../../site.ts';
import { FEED_FILES, type FeedFile } from '../feed-url.ts';
import { type Bound, monthOf, startOf } from './bounds.ts';

const HASH_LENGTH = 8;

/**
 * What the part that begins at a bound is called for good: by its month if it begins with that, else by its first day and a hash. No name
 * says which article a bound was taken from, for that may be killed.
 */
export function partName(bound: Bound): string {
  const month = monthOf(bound);
  if (bound === startOf(month)) return month;
  const hash = base32(createHash('sha256').update(bound).digest()).slice(0, HASH_LENGTH);
  return `${bound.slice(0, 'YYYY-MM-DD'.length)}-${hash}`;
}

/** Where the public bucket has the archives of a feed. */
export const archivePrefix = (feedId: string): string => `archives/${feedId}/`;

/** Where it has a file of an archived part; its URL has the same path. */
export const archiveFileKey = (feedId: string, bound: Bound, file: FeedFile): string =>
  `${archivePrefix(feedId)}${partName(bound)}/${FEED_FILES[file]}`;

/** The URLs of all files of an archived part. */
export function archiveUrls(site: Pick<Site, 'url'>, feedId: string, bound: Bound): Record<FeedFile, string> {
  const urlOf = (file: FeedFile) => `${site.url}/${archiveFileKey(feedId, bound, file)}`;
  return { rss: urlOf('rss'), atom: urlOf('atom'), json: urlOf('json'), page: urlOf('page') };
}

/** The feed and the part's name of an object among the archives; undefined of what does not belong there. */
export function placeOfArchive(key: string): { feedId: string; name: string } | undefined {
  const [, feedId, name, file] = /^archives\/(.+)\/([^/]+)\/([^/]+)$/.exec(key) ?? [];
  if (feedId === undefined || name === undefined) return undefined;
  return Object.values(FEED_FILES).some((each) => each === file) ? { feedId, name } : undefined;
}
