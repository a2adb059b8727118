import { FEED_TYPES, feedFileUrl } from '../../shared/feed/feed-url.ts';
import { API_DESCRIPTION } from '../../shared/http/api-description.ts';
import { type Link, linkHeader } from '../../shared/http/link.ts';
import type { Site } from '../../shared/site.ts';
import { ARTICLE_TYPES } from './article-types.ts';
import type { ListQuery } from './requests.ts';
import type { Selection } from './selection.ts';

interface ListState {
  /** Of the next page. */
  cursor: string | null;
  selection: Selection;
  isEmpty: boolean;
}

/** From a list to its other pages, and to the same articles as feeds where there is a feed of exactly these. */
export function listLinks(query: ListQuery, { cursor, selection, isEmpty }: ListState, site: Site): string {
  const { cursor: _, ...same } = query;
  const page = (each: Partial<ListQuery>): string => {
    const given = Object.entries(each).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as [string, string]],
    );
    return `${site.url}/api/articles?${new URLSearchParams(given)}`;
  };
  const isOneFeed = selection.others.length === 0 && !isEmpty;
  const links: Link[] = [
    ...(cursor === null ? [] : [{ href: page({ ...same, cursor }), rel: 'next' as const }]),
    { href: page(same), rel: 'first' },
    ...(isOneFeed ? feedLinks(selection.feedId, site) : []),
    describedBy(site),
  ];
  return linkHeader(links);
}

const FORMATS = ['rss', 'atom', 'json'] as const;

const feedLinks = (feedId: string, site: Site): Link[] =>
  FORMATS.map((file) => ({
    href: feedFileUrl(site, feedId, file),
    rel: 'alternate',
    type: FEED_TYPES[file].replace(/;.*/, ''),
  }));

/** From one article to its page, and to the same by other media types. */
export function articleLinks(id: string, page: string, site: Site): string {
  const href = `${site.url}/api/articles/${id}`;
  return linkHeader([
    { href: page, rel: 'canonical' },
    { href: page, rel: 'alternate', type: 'text/html' },
    ...ARTICLE_TYPES.map((type): Link => ({ href, rel: 'alternate', type })),
    describedBy(site),
  ]);
}

const describedBy = (site: Site): Link => ({
  href: `${site.url}${API_DESCRIPTION.path}`,
  rel: 'describedby',
  type: API_DESCRIPTION.type,
});
