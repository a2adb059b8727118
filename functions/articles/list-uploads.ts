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

const SCOPE = 'uploads/quarantined';

/** `GET /api/uploads?key=` what became of every version of one key; `?outcome=quarantined` what awaits an editor. */
export const listUploads = ({ uploads }: Deps) =>
  endpoint({ query: uploadsQuery }, async ({ query }) => {
    if ((query.key === undefined) === (query.outcome === undefined)) {
      throw badRequest('query-invalid', 'Ask for one key, or for outcome=quarantined.');
    }
    if (query.key !== undefined) {
      const versions = await uploads.versions(query.key);
      return { status: 200, body: { items: versions.slice(0, query.limit).map(uploadBody), next: null } };
    }
    const after = query.cursor === undefined ? undefined : fromCursor(SCOPE, query.cursor);
    const page = await uploads.quarantined({ ...(after !== undefined && { after }), limit: query.limit });
    const next = page.next === undefined ? null : toCursor(SCOPE, page.next);
    return { status: 200, body: { items: page.versions.map(uploadBody), next } };
  });

/** An upload as this API shows it. */
export const uploadBody = (v: UploadVersion) => ({
  key: v.key,
  versionId: v.versionId,
  outcome: v.outcome,
  ...(v.reason && { reason: v.reason }),
  ...(v.articleId && { articleId: v.articleId }),
  receivedAt: v.receivedAt,
});
