import { rfc822 } from '../../feed/rss.ts';
import { type Markup, markup, rssText } from '../../markup.ts';
import type { CommentFeed, CommentItem } from './comment-feed.ts';

/** The comments as RSS 2.0 with the Atom and Dublin Core modules. `description` is a comment's HTML, escaped once more as text. */
export const renderCommentRss = (feed: CommentFeed): string =>
  markup`<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>${rssText(feed.title)}</title>
<link>${feed.urls.home}</link>
<description>${rssText(feed.description)}</description>
<language>${feed.language}</language>
${feed.updatedAt && markup`<lastBuildDate>${rfc822(feed.updatedAt)}</lastBuildDate>\n`}<atom:link rel="self" type="application/rss+xml" href="${feed.urls.rss}"/>
${feed.items.map(item)}</channel>
</rss>
`.text;

const item = (it: CommentItem): Markup => markup`<item>
<title>${rssText(it.title)}</title>
<link>${it.url}</link>
<guid isPermaLink="false">${it.id}</guid>
<pubDate>${rfc822(it.publishedAt)}</pubDate>
<dc:creator>${rssText(it.author)}</dc:creator>
<description>${it.html}</description>
</item>
`;
