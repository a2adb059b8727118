import * as z from 'zod';
import type { UploadVersion } from '../../shared/article/upload.ts';
import { fromCursor, toCursor } from '../../shared/http/cursor.ts';
import { endpoint } from '../../shared/http/endpoint.ts';
import { badRequest } from '../../shared/http/problem.ts';
import type { Deps } from './ports.ts';

export const uploadsQuery = z.strictObject({
  key: z.string().min(1).max(1024).optional(),
  outcome: z.literal('quarantined').optional(),
  cursor: z.string().max(3000).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** `GET /api/uploads?key=` what became of every version of one key; `?outcome=quarantined` what awaits an editor. */
export const listUploads = ({ uploads }: Deps) =>
  endpoint({ query: uploadsQuery }, async ({ query }) => {
    if ((query.key === undefined) === (query.outcome === undefined)) {
      throw badRequest('query-invalid', 'Ask for one key, or for outcome=quarantined.');
    }
    const scope = JSON.stringify(['uploads', query.key ?? null]);
    const after = query.cursor === undefined ? undefined : fromCursor(scope, query.cursor);
    const page = { ...(after !== undefined && { after }), limit: query.limit };
    const { versions, next } =
      query.key === undefined ? await uploads.quarantined(page) : pageOf(await uploads.versions(query.key), page);
    return {
      status: 200,
      body: { items: versions.map(uploadBody), next: next === undefined ? null : toCursor(scope, next) },
    };
  });

/** A page of the versions of a key, after the one of this id. */
function pageOf(versions: UploadVersion[], { after, limit }: { after?: string; limit: number }) {
  const from = after === undefined ? 0 : versions.findIndex(({ versionId }) => versionId === after) + 1;
  const page = versions.slice(from, from + limit);
  const last = page.at(-1);
  return { versions: page, ...(last && from + limit < versions.length && { next: last.versionId }) };
}

/** An upload as this API shows it. */
export const uploadBody = (v: UploadVersion) => ({
  key: v.key,
  versionId: v.versionId,
  outcome: v.outcome,
  ...(v.reason && { reason: v.reason }),
  ...(v.articleId && { articleId: v.articleId }),
  receivedAt: v.receivedAt,
});
