import { cdata, escapeText, type Markup, markup, rssText } from '../markup.ts';
import type { Instant } from '../time.ts';
import { wordsIn } from '../words.ts';
import type { FeedImage, FeedItem, FeedView } from './feed-view.ts';
import { FH, historyOf } from './history.ts';

/**
 * The feed as RSS 2.0 with the Atom, Dublin Core, DCMI Terms, content and Media RSS modules. `description` holds HTML, as
 * readers expect, so the summary's own `<` and `&` are escaped twice; the whole text, if it is shown, is `content:encoded`. A feed without items has no `lastBuildDate`.
 * Archives are those of RFC 5005.
 */
export function renderRss(feed: FeedView): string {
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"${feed.archive && FH}>
<channel>
<title>${rssText(feed.title)}</title>
<link>${feed.urls.home}</link>
<description>${rssText(feed.description)}</description>
<language>${feed.language}</language>
${feed.updatedAt && markup`<lastBuildDate>${rfc822(feed.updatedAt)}</lastBuildDate>\n`}<atom:link rel="self" type="application/rss+xml" href="${feed.urls.rss}"/>
${feed.hub && markup`<atom:link rel="hub" href="${feed.hub}"/>\n`}${historyOf(feed, 'rss')}${feed.items.map(item)}</channel>
</rss>
`.text;
}

const item = (it: FeedItem): Markup => markup`<item>
<title>${rssText(it.headline)}</title>
<link>${it.url}</link>
<guid isPermaLink="false">${it.id}</guid>
<pubDate>${rfc822(it.publishedAt)}</pubDate>
<dcterms:modified>${it.updatedAt}</dcterms:modified>
${it.authors.map((name) => markup`<dc:creator>${rssText(name)}</dc:creator>\n`)}<category>${rssText(it.section)}</category>
${it.tags.map((tag) => markup`<category>${rssText(tag)}</category>\n`)}<description>${descriptionOf(it)}</description>
${it.content === undefined ? undefined : markup`<content:encoded>${cdata(it.content)}</content:encoded>\n`}${it.image && imageOf(it.image)}<dc:language>${it.language}</dc:language>
${it.canonicalSource && markup`<dc:source>${it.canonicalSource}</dc:source>\n`}${it.credit && markup`<dc:publisher>${it.credit}</dc:publisher>\n`}</item>
`;

/** As an enclosure for who knows no more than that, and with its words as Media RSS. */
const imageOf = (image: FeedImage): Markup => {
  const said = image.caption ?? image.alt;
  return markup`<enclosure url="${image.url}" length="${image.bytes}" type="${image.type}"/>
<media:content url="${image.url}" fileSize="${image.bytes}" type="${image.type}" medium="image" width="${image.width}" height="${image.height}">${said && markup`<media:description type="plain">${said}</media:description>`}${image.credit && markup`<media:credit>${image.credit}</media:credit>`}</media:content>
`;
};

function descriptionOf(it: FeedItem): string {
  const summary = escapeText(it.summary);
  if (!it.correctionNote) return summary;
  return markup`<p>${it.summary}</p><p>${wordsIn(it.language).correction}: ${it.correctionNote}</p>`.text;
}

/** RFC 822 with the four-digit year of RFC 1123, as RSS wants it; `toUTCString` is specified to write exactly this. */
export const rfc822 = (instant: Instant): string => new Date(instant).toUTCString();
