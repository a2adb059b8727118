import { type FeedFile, feedFileUrl } from '../feed/feed-url.ts';
import { OPML } from '../feed/opml.ts';
import { type Markup, markup, trusted } from '../markup.ts';
import { type Site, sectionName } from '../site.ts';
import { directionOf, wordsIn } from '../words.ts';
import { PAGE_STYLE } from './page-style.ts';

/** What every page of the site has in common with the others, and what differs. */
export interface Frame {
  language: string;
  title: string;
  description: string;
  /** The canonical URL. */
  url: string;
  ogType: 'article' | 'website';
  /** The feeds that a feed reader should find on this page. */
  feeds: readonly { feedId: string; title: string }[];
  head?: Markup;
  main: Markup;
}

const FORMATS: readonly { file: FeedFile; type: string; name: string }[] = [
  { file: 'rss', type: 'application/rss+xml', name: 'RSS' },
  { file: 'atom', type: 'application/atom+xml', name: 'Atom' },
  { file: 'json', type: 'application/feed+json', name: 'JSON Feed' },
];

/** A whole HTML document. It is complete without a script, and of its own loads nothing. */
export function renderFrame(frame: Frame, site: Site): string {
  const words = wordsIn(frame.language);
  return markup`<!doctype html>
<html lang="${frame.language}" dir="${directionOf(frame.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${frame.title}</title>
<meta name="description" content="${frame.description}">
<link rel="canonical" href="${frame.url}">
${frame.feeds.map((feed) => alternates(feed, site))}<meta property="og:type" content="${frame.ogType}">
<meta property="og:site_name" content="${site.title}">
<meta property="og:title" content="${frame.title}">
<meta property="og:description" content="${frame.description}">
<meta property="og:url" content="${frame.url}">
${frame.head}<style>${trusted(PAGE_STYLE)}</style>
</head>
<body>
<a class="skip" href="#content">${words.skip}</a>
<header class="masthead">
<p><a href="/" lang="${site.language}">${site.title}</a></p>
<nav aria-label="${words.sections}"><ul>${site.sections.map((s) => markup`<li><a href="/${s}/">${sectionName(site, s)}</a></li>`)}</ul></nav>
</header>
<main id="content">
${frame.main}</main>
<footer class="foot">
<p>${words.feeds} ${links(frame.feeds[0]?.feedId ?? 'all', site)} · <a href="/${OPML}">${words.allFeeds} (OPML)</a></p>
</footer>
</body>
</html>
`.text;
}

const alternates = (feed: { feedId: string; title: string }, site: Site): Markup[] =>
  FORMATS.map(
    ({ file, type }) =>
      markup`<link rel="alternate" type="${type}" title="${feed.title}" href="${feedFileUrl(site, feed.feedId, file)}">\n`,
  );

const links = (feedId: string, site: Site): Markup[] =>
  FORMATS.map(
    ({ file, name }, i) => markup`${i > 0 ? ' · ' : undefined}<a href="${feedFileUrl(site, feedId, file)}">${name}</a>`,
  );
