import { FEED_CACHE } from '../cache-control.ts';
import { type Markup, markup } from '../markup.ts';
import type { Site } from '../site.ts';
import type { Target } from './converge.ts';
import { ALL, CHANGES, type NamedFeed } from './feed-id.ts';
import { feedTitle } from './feed-title.ts';
import { feedFileUrl, feedHomeUrl } from './feed-url.ts';

export const OPML = 'feeds.opml';

/** Which feeds there are. */
export interface Registry {
  /** Sorted by their ids. */
  registered(): AsyncIterable<NamedFeed>;
}

/** All feeds as OPML 2.0. A query for each MB of the registry. */
export const opmlTarget = (deps: { feeds: Registry; site: Site }): Target<NamedFeed[]> => ({
  keys: [OPML],
  read: () => expectedFeeds(deps.feeds, deps.site),
  render: (feeds) => [
    {
      key: OPML,
      body: renderOpml(feeds, deps.site),
      contentType: 'text/x-opml; charset=utf-8',
      cacheControl: FEED_CACHE,
    },
  ],
});

/** The feeds of the registry, and those that the site links to even before they have had an article. Sorted by their ids. */
export async function expectedFeeds(feeds: Registry, site: Site): Promise<NamedFeed[]> {
  const linked = [
    ALL,
    CHANGES,
    ...site.sections.map((section) => `section/${section}`),
    ...Object.keys(site.savedFeeds).map((name) => `saved/${name}`),
  ];
  const expected = new Map(linked.map((feedId): [string, NamedFeed] => [feedId, { feedId }]));
  for await (const feed of feeds.registered()) expected.set(feed.feedId, feed);
  return [...expected.values()].sort((a, b) => (a.feedId < b.feedId ? -1 : 1));
}

const GROUPS = { section: 'Sections', saved: 'Selections', language: 'Languages', tag: 'Tags', author: 'Authors' };

function renderOpml(feeds: readonly NamedFeed[], site: Site): string {
  const groups = Object.entries(GROUPS).map(([kind, title]) => ({
    title,
    feeds: feeds.filter(({ feedId }) => feedId.startsWith(`${kind}/`) && isOffered(feedId, site)),
  }));
  const whole = feeds.filter(({ feedId }) => !feedId.includes('/'));
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
<head>
<title>${site.title}</title>
</head>
<body>
${whole.map((feed) => outline(feed, site))}${groups.filter((group) => group.feeds.length > 0).map((group) => markup`<outline text="${group.title}">\n${group.feeds.map((feed) => outline(feed, site))}</outline>\n`)}</body>
</opml>
`.text;
}

/** A saved feed that the stage has given up is there, empty, for those who know it. */
const isOffered = (feedId: string, { savedFeeds }: Site): boolean =>
  !feedId.startsWith('saved/') || Object.hasOwn(savedFeeds, feedId.slice('saved/'.length));

function outline(feed: NamedFeed, site: Site): Markup {
  const title = feedTitle(feed, site);
  const { feedId } = feed;
  // The feed of changes has one file, and no page.
  const [xmlUrl, htmlUrl] =
    feedId === CHANGES
      ? [feedFileUrl(site, feedId, 'atom'), `${site.url}/`]
      : [feedFileUrl(site, feedId, 'rss'), feedHomeUrl(site, feedId)];
  return markup`<outline type="rss" text="${title}" title="${title}" xmlUrl="${xmlUrl}" htmlUrl="${htmlUrl}"/>\n`;
}
