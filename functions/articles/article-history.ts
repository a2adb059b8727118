import { isArticleId } from '../../shared/article/article-id.ts';
import { notFound } from '../../shared/http/problem.ts';
import { actEntry, contentEntry } from './history-body.ts';
import type { Deps } from './ports.ts';
import type { ArticleEndpoints } from './routes.ts';

/**
 * `GET /api/articles/{id}/versions`: the contents that the article has had and what editors did to it, newest first: who, what,
 * when, on which content and object version. Two queries; whole, since a history is some hundred bytes an item.
 */
export const articleHistory =
  ({ desk }: Deps): ArticleEndpoints['GET /api/articles/{id}/versions'] =>
  async ({ params }) => {
    const id = params.id ?? '';
    const { contents, acts } = isArticleId(id) ? await desk.history(id) : { contents: [], acts: [] };
    if (contents.length === 0) throw notFound('article-unknown', 'There is no such article.');
    const happened = [
      ...contents.map((record) => ({ guard: record.guard, entry: contentEntry(record) })),
      ...acts.map((record) => ({ guard: record.guard, entry: actEntry(record) })),
    ];
    const items = happened.sort((a, b) => b.guard - a.guard).map(({ entry }) => entry);
    return { status: 200, body: { items, next: null } };
  };
