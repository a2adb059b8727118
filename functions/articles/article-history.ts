import { isArticleId } from '../../shared/article/article-id.ts';
import type { ActRecord, ContentRecord } from '../../shared/article/history.ts';
import { endpoint } from '../../shared/http/endpoint.ts';
import { notFound } from '../../shared/http/problem.ts';
import type { Deps } from './ports.ts';

/**
 * `GET /api/articles/{id}/versions`: the contents that the article has had and what editors did to it, newest first: who, what,
 * when, on which content and object version. Two queries; whole, since a history is some hundred bytes an item.
 */
export const articleHistory = ({ desk }: Deps) =>
  endpoint({}, async ({ params }) => {
    const id = params.id ?? '';
    const { contents, acts } = isArticleId(id) ? await desk.history(id) : { contents: [], acts: [] };
    if (contents.length === 0) throw notFound('article-unknown', 'There is no such article.');
    const items = [...contents.map(contentBody), ...acts.map(actBody)].sort((a, b) => b.guard - a.guard);
    return { status: 200, body: { items: items.map(({ guard: _, ...item }) => item), next: null } };
  });

const contentBody = (record: ContentRecord) => ({
  guard: record.guard,
  kind: 'content' as const,
  op: record.lastOp,
  at: record.at,
  by: record.by,
  version: record.version,
  source: record.source,
  note: null,
  correctionNote: record.correctionNote ?? null,
  reason: null,
});

const actBody = (record: ActRecord) => ({
  guard: record.guard,
  kind: 'act' as const,
  op: record.op,
  at: record.at,
  by: record.by,
  version: record.version,
  source: record.source,
  note: record.note ?? null,
  correctionNote: record.correctionNote ?? null,
  reason: record.reason ?? null,
});
