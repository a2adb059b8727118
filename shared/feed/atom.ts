import { cdata, type Markup, markup } from '../markup.ts';
import type { Instant } from '../time.ts';
import type { FeedItem, FeedView } from './feed-view.ts';
import { FH, historyOf } from './history.ts';
import { itemText } from './item-text.ts';

/** Atom demands a date of every feed; one without items was changed, for all that its content can say, before there was any. */
const BEFORE_ALL = '2026-01-01T00:00:00.000Z';

/**
 * The feed as Atom 1.0 (RFC 4287). The publication is the author of the feed and so of every entry that
 * names none. The source that an article names is its `via` link. Archives are those of RFC 5005.
 */
export function renderAtom(feed: FeedView, publication: string): string {
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"${feed.archive && FH} xml:lang="${feed.language}">
${atomHead({ ...feed, self: feed.urls.atom, home: feed.urls.home }, publication)}${historyOf(feed, 'atom')}${distinctUpdates(
  feed.items,
).map(([it, updated]) => atomEntry(it, updated))}</feed>
`.text;
}

interface AtomHead {
  id: string;
  title: string;
  description: string;
  updatedAt?: Instant | undefined;
  self: string;
  home: string;
  hub?: string | undefined;
}

/** What an Atom feed says of itself. */
export const atomHead = (feed: AtomHead, publication: string): Markup => markup`<id>${feed.id}</id>
<title>${feed.title}</title>
<subtitle>${feed.description}</subtitle>
<updated>${feed.updatedAt ?? BEFORE_ALL}</updated>
<author><name>${publication}</name></author>
<link rel="self" type="application/atom+xml" href="${feed.self}"/>
<link rel="alternate" type="text/html" href="${feed.home}"/>
${feed.hub && markup`<link rel="hub" href="${feed.hub}"/>\n`}`;

export const atomEntry = (it: FeedItem, updated: string): Markup => markup`<entry xml:lang="${it.language}">
<id>${it.id}</id>
<title>${it.headline}</title>
<published>${it.publishedAt}</published>
<updated>${updated}</updated>
${it.authors.map((name) => markup`<author><name>${name}</name></author>\n`)}<link rel="alternate" type="text/html" href="${it.url}"/>
${it.image && markup`<link rel="enclosure" type="${it.image.type}" length="${it.image.bytes}" href="${it.image.url}"/>\n`}${it.sourceUrl && markup`<link rel="via" href="${it.sourceUrl}"/>\n`}<category term="${it.section}"/>
${it.tags.map((tag) => markup`<category term="${tag}"/>\n`)}<summary>${itemText(it)}</summary>
${it.content === undefined ? undefined : markup`<content type="html">${cdata(it.content)}</content>\n`}</entry>
`;

/**
 * Each item with a time of update that no other has: validators warn of equal ones, which RFC 4287 allows and S3's whole
 * seconds make common. Of equal ones the oldest entry stays as it is, the next is a microsecond later, and so on.
 */
export function distinctUpdates<T extends { updatedAt: Instant }>(items: readonly T[]): [T, string][] {
  const seen = new Map<string, number>();
  const oldestFirst = items.toReversed().map((it): [T, string] => {
    const before = seen.get(it.updatedAt) ?? 0;
    seen.set(it.updatedAt, before + 1);
    return [it, before === 0 ? it.updatedAt : it.updatedAt.replace('Z', `${String(before).padStart(3, '0')}Z`)];
  });
  return oldestFirst.reverse();
}
