import type { UploadVersion } from '../../shared/article/upload.ts';
import { fromCursor, toCursor } from '../../shared/http/cursor.ts';
import { badRequest } from '../../shared/http/problem.ts';
import type { Deps } from './ports.ts';
import type { ArticleEndpoints } from './routes.ts';
import { uploadBodyOf } from './upload-body.ts';

/** `GET /api/uploads?key=` what became of every version of one key; `?outcome=quarantined` what awaits an editor. */
export const listUploads =
  ({ uploads }: Deps): ArticleEndpoints['GET /api/uploads'] =>
  async ({ query }) => {
    if ((query.key === undefined) === (query.outcome === undefined)) {
      throw badRequest('query-invalid', 'Ask for one key, or for outcome=quarantined.');
    }
    const scope = JSON.stringify(['uploads', query.key ?? null]);
    const after = query.cursor === undefined ? undefined : fromCursor(scope, query.cursor);
    const page = { ...(after !== undefined && { after }), limit: query.limit };
    const { versions, next } =
      query.key === undefined ? await uploads.quarantined(page) : pageOf(await uploads.versions(query.key), page);
    const items = (await uploads.withParts(versions)).map(uploadBodyOf);
    return { status: 200, body: { items, next: next === undefined ? null : toCursor(scope, next) } };
  };

/** A page of the versions of a key, after the one of this id. */
function pageOf(versions: UploadVersion[], { after, limit }: { after?: string; limit: number }) {
  const from = after === undefined ? 0 : versions.findIndex(({ versionId }) => versionId === after) + 1;
  const page = versions.slice(from, from + limit);
  const last = page.at(-1);
  return { versions: page, ...(last && from + limit < versions.length && { next: last.versionId }) };
}
