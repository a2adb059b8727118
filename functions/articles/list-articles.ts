import * as z from 'zod';
import { type Card, cardOf } from '../../shared/article/card.ts';
import { isVisible } from '../../shared/article/visibility.ts';
import { feedName } from '../../shared/feed/feed-name.ts';
import { fromCursor, toCursor } from '../../shared/http/cursor.ts';
import { endpoint } from '../../shared/http/endpoint.ts';
import { type Instant, toInstant } from '../../shared/time.ts';
import { FIELDS, type Field, type ListedArticle, listedArticle } from './article-body.ts';
import type { Deps, PlacedEntry } from './ports.ts';

const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());
const name = z.string().trim().min(1).max(200);
const isField = (text: string): text is Field => FIELDS.some((field) => field === text);

export const listQuery = z.strictObject({
  section: name.optional(),
  tag: name.optional(),
  author: name.optional(),
  language: name.optional(),
  /** Published at or after, and at or before: RFC 3339 with a zone. */
  from: time.optional(),
  to: time.optional(),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  fields: z
    .string()
    .transform((text) => text.split(','))
    .refine((names) => names.every(isField), { error: `Any of ${FIELDS.join(', ')}, joined by commas.` })
    .transform((names) => names.filter(isField))
    .optional(),
});

type ListQuery = z.output<typeof listQuery>;

/** A request reads at most this many entries, however few of them match, and answers with where to go on. */
const MAX_EXAMINED = 400;

/** `GET /api/articles`: newest first, by section out of its feed and by all else among what that holds. */
export const listArticles = (deps: Deps) =>
  endpoint({ query: listQuery }, async ({ query, now }) => {
    const { cursor, limit, fields, ...selection } = query;
    const scope = JSON.stringify(['articles', selection]);
    const position = cursor === undefined ? undefined : fromCursor(scope, cursor);
    const { found, next } = await find(query, position, toInstant(now), deps);
    const counts = await deps.counts.of(found.map(({ entry }) => entry.id));
    const items = found.map(({ entry, card }, i) =>
      only(fields, listedArticle({ ...entry, card }, counts[i] ?? 0, deps.site)),
    );
    return {
      status: 200,
      body: { items, next: next === undefined ? null : toCursor(scope, next) },
      cacheControl: 'public, max-age=0, s-maxage=5',
    };
  });

interface Found extends PlacedEntry {
  card: Card;
}

async function find(query: ListQuery, position: string | undefined, now: Instant, { articles, documents }: Deps) {
  const feedId = query.section === undefined ? 'all' : `section/${feedName(query.section)}`;
  const bounds = { feedId, ...(query.from && { from: query.from }), ...(query.to && { to: query.to }) };
  const found: Found[] = [];
  let after = position;
  for (let examined = 0; examined < MAX_EXAMINED; ) {
    // One more than asked for tells whether there is a next page.
    const limit = filters(query) ? 100 : query.limit + 1;
    const page = await articles.entries({ ...bounds, ...(after !== undefined && { after }), limit });
    examined += page.entries.length;
    for (const placed of page.entries) {
      const { entry } = placed;
      if (isVisible({ ...entry, pubStatus: 'usable' }, now)) {
        const card = entry.card ?? cardOf(await documents.document(entry.id, entry.version));
        if (matches(card, query)) {
          if (found.length === query.limit) return { found, next: found.at(-1)?.position };
          found.push({ ...placed, card });
        }
      }
      after = placed.position;
    }
    if (!page.more) return { found, next: undefined };
  }
  return { found, next: after };
}

const filters = (q: ListQuery) => q.tag !== undefined || q.author !== undefined || q.language !== undefined;

function matches(card: Card, { tag, author, language }: ListQuery): boolean {
  const has = (names: readonly string[], wanted: string | undefined) =>
    wanted === undefined || names.some((each) => feedName(each) === feedName(wanted));
  return (
    has(card.tags, tag) && has(card.authors, author) && (language === undefined || speaks(card.language, language))
  );
}

/** `en` asks for every English, `en-GB` for that alone (RFC 4647, basic filtering). */
const speaks = (language: string, range: string) =>
  language.toLowerCase() === range.toLowerCase() || language.toLowerCase().startsWith(`${range.toLowerCase()}-`);

const only = (fields: Field[] | undefined, article: ListedArticle) =>
  fields ? Object.fromEntries(fields.map((field) => [field, article[field]])) : article;
