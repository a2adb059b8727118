import { type Markup, markup, trusted } from '../markup.ts';
import { FEED_TYPES } from './feed-url.ts';
import type { FeedView } from './feed-view.ts';

/** The namespace of feed history (RFC 5005), as an attribute. */
export const FH: Markup = trusted(' xmlns:fh="http://purl.org/syndication/history/1.0"');

/** How each format writes a link of Atom's. */
const LINK = { rss: trusted('atom:link'), atom: trusted('link') };

/**
 * Where a feed document stands in the feed's history (RFC 5005): that it is an archive, which is the archive before it, and where
 * the feed itself is. No archive names the one after it, for then it would change when that comes.
 */
export function historyOf({ archive, older }: FeedView, format: 'rss' | 'atom'): Markup {
  const type = FEED_TYPES[format].split(';')[0];
  const link = (rel: string, href: string) => markup`<${LINK[format]} rel="${rel}" type="${type}" href="${href}"/>\n`;
  return markup`${archive && markup`<fh:archive/>\n${link('current', archive.current[format])}`}${older && link('prev-archive', older[format])}`;
}
