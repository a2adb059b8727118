import { escapeText, type Markup, markup } from '../markup.ts';
import type { Instant } from '../time.ts';
import { wordsIn } from '../words.ts';
import type { FeedItem, FeedView } from './feed-view.ts';
import { FH, historyOf } from './history.ts';

/**
 * The feed as RSS 2.0 with the Atom, Dublin Core and DCMI Terms modules, in summary mode. `description` holds HTML, as
 * readers expect, so the summary's own `<` and `&` are escaped twice. A feed without items has no `lastBuildDate`.
 * Archives are those of RFC 5005.
 */
export function renderRss(feed: FeedView): string {
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"${feed.archive && FH}>
<channel>
<title>${feed.title}</title>
<link>${feed.urls.home}</link>
<description>${feed.description}</description>
<language>${feed.language}</language>
${feed.updatedAt && markup`<lastBuildDate>${rfc822(feed.updatedAt)}</lastBuildDate>\n`}<atom:link rel="self" type="application/rss+xml" href="${feed.urls.rss}"/>
${historyOf(feed, 'rss')}${feed.items.map(item)}</channel>
</rss>
`.text;
}

const item = (it: FeedItem): Markup => markup`<item>
<title>${it.headline}</title>
<link>${it.url}</link>
<guid isPermaLink="false">${it.id}</guid>
<pubDate>${rfc822(it.publishedAt)}</pubDate>
<dcterms:modified>${it.updatedAt}</dcterms:modified>
${it.authors.map((name) => markup`<dc:creator>${name}</dc:creator>\n`)}<category>${it.section}</category>
${it.tags.map((tag) => markup`<category>${tag}</category>\n`)}<description>${descriptionOf(it)}</description>
<dc:language>${it.language}</dc:language>
${it.canonicalSource && markup`<dc:source>${it.canonicalSource}</dc:source>\n`}${it.credit && markup`<dc:publisher>${it.credit}</dc:publisher>\n`}</item>
`;

function descriptionOf(it: FeedItem): string {
  const summary = escapeText(it.summary);
  if (!it.correctionNote) return summary;
  return markup`<p>${it.summary}</p><p>${wordsIn(it.language).correction}: ${it.correctionNote}</p>`.text;
}

/** RFC 822 with the four-digit year of RFC 1123, as RSS wants it; `toUTCString` is specified to write exactly this. */
export const rfc822 = (instant: Instant): string => new Date(instant).toUTCString();
