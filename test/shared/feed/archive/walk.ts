import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { SITE } from '../fixtures.ts';

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  isArray: (name) => ['entry', 'item', 'link', 'atom:link', 'sitemap', 'url'].includes(name),
});

const link = z.object({ '@rel': z.string(), '@href': z.string() });

const atom = z.object({
  feed: z.object({
    link: z.array(link),
    'fh:archive': z.string().optional(),
    entry: z.array(z.object({ id: z.string(), published: z.string() })).default([]),
  }),
});

const index = z.object({ sitemapindex: z.object({ sitemap: z.array(z.object({ loc: z.string() })) }) });
const sitemap = z.object({ urlset: z.object({ url: z.array(z.object({ loc: z.string() })) }) });

/** One document of a feed: whether it is an archive, and the articles that it shows by their ids and times. */
export interface Document {
  key: string;
  isArchive: boolean;
  entries: { id: string; published: string }[];
}

type Bodies = ReadonlyMap<string, string>;

const keyOf = (url: string): string => url.slice(SITE.url.length + 1);

const bodyOf = (bodies: Bodies, key: string): string => {
  const body = bodies.get(key);
  if (body === undefined) throw new Error(`there is no ${key}`);
  return body;
};

/** A feed from its subscription document back to its first archive, as a reader goes (RFC 5005): fails on a link that leads nowhere. */
export function documentsOf(bodies: Bodies, feedId: string): Document[] {
  const documents: Document[] = [];
  for (let key: string | undefined = `feeds/${feedId}/atom.xml`; key !== undefined; ) {
    const { feed } = atom.parse(parser.parse(bodyOf(bodies, key)));
    documents.push({ key, isArchive: feed['fh:archive'] !== undefined, entries: feed.entry });
    const older = feed.link.find((each) => each['@rel'] === 'prev-archive');
    key = older && keyOf(older['@href']);
    if (documents.some((each) => each.key === key)) throw new Error(`${key} comes again`);
  }
  return documents;
}

/** Every URL of every sitemap that the index names, as often as it is there. */
export function sitemapUrls(bodies: Bodies): string[] {
  const { sitemap: children } = index.parse(parser.parse(bodyOf(bodies, 'sitemap.xml'))).sitemapindex;
  return children.flatMap(({ loc }) =>
    sitemap.parse(parser.parse(bodyOf(bodies, keyOf(loc)))).urlset.url.map((url) => url.loc),
  );
}
