import type { FeedEntry } from '../../shared/feed/feed-entry.ts';
import { resolveLead } from '../../shared/feed/resolve-entry.ts';
import { cursorInvalid, fromCursor, toCursor } from '../../shared/http/cursor.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import { toInstant } from '../../shared/time.ts';
import { type Field, type ListedArticle, listedArticleOf } from './article-body.ts';
import { findArticles } from './find-articles.ts';
import { listLinks } from './links.ts';
import type { Deps } from './ports.ts';
import type { ListQuery } from './requests.ts';
import type { ArticleEndpoints } from './routes.ts';
import { selectionOf } from './selection.ts';

/**
 * `GET /api/articles`: newest first, out of the most selective feed that is asked for and by the others among what that holds.
 * A page without filters is one query and one read of the counts; one with filters at most four queries of 100 entries each,
 * and may have fewer items than asked for, or none, and yet a `next`.
 */
export const listArticles =
  (
    deps: Pick<Deps, 'articles' | 'documents' | 'imageDocuments' | 'counts' | 'site'>,
  ): ArticleEndpoints['GET /api/articles'] =>
  async ({ query, now }) => {
    const selection = selectionOf(query);
    const { from, to, limit, fields } = query;
    const scope = JSON.stringify(['articles', selection, from, to]);
    const between = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
    const after = positionOf(query, scope);
    const { found, next } = await findArticles({ selection, between, after, limit }, toInstant(now), deps);
    const isAsked = (field: Field) => fields?.includes(field) ?? true;
    const [counts, leads] = await Promise.all([
      deps.counts.of(found.map(({ entry }) => entry.id)),
      isAsked('image') ? leadsOf(found, deps) : [],
    ]);
    const items = found.map(({ entry, card }, i) =>
      only(fields, listedArticleOf({ ...entry, card }, leads[i], counts[i] ?? 0, deps.site)),
    );
    const cursor = next === undefined ? null : toCursor(scope, next);
    return {
      status: 200,
      body: { items, next: cursor },
      headers: { link: listLinks(query, { cursor, selection, isEmpty: items.length === 0 }, deps.site) },
      cacheControl: 'public, max-age=0, s-maxage=5',
    };
  };

/** Documents at a time, of the entries that had no room for their image. */
const WIDTH = 16;

const leadsOf = (found: readonly { entry: FeedEntry }[], { imageDocuments }: Pick<Deps, 'imageDocuments'>) =>
  inParallel(found, WIDTH, ({ entry }) => resolveLead(entry, imageDocuments));

/** The sort key of an entry: when it was first published, and its id. */
const POSITION = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[a-z2-7]{16}$/;

/** A cursor is not signed, and DynamoDB refuses to start outside the range that it is asked for. */
function positionOf({ cursor, from = '', to = '9' }: ListQuery, scope: string): string | undefined {
  if (cursor === undefined) return undefined;
  const position = fromCursor(scope, cursor);
  if (!POSITION.test(position) || position < from || position > `${to}$`) throw cursorInvalid();
  return position;
}

const only = (fields: Field[] | undefined, article: ListedArticle) =>
  fields ? Object.fromEntries(fields.map((field) => [field, article[field]])) : article;
