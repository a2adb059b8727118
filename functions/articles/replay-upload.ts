import { shownUpload } from '../../shared/article/shown-upload.ts';
import { isDeleted, type UploadVersion } from '../../shared/article/upload.ts';
import type { ApiResponse } from '../../shared/http/endpoint.ts';
import { conflict, notFound } from '../../shared/http/problem.ts';
import { earlierAnswer } from './kept-answer.ts';
import type { Deps } from './ports.ts';
import type { ArticleEndpoints } from './routes.ts';
import { uploadBodyOf } from './upload-body.ts';

/**
 * `POST /api/uploads/replay`: has a refused upload run again, the newest of the key where no version is named. 202 with the
 * upload as it stands; what comes of it shows in `GET /api/uploads?key=`. 409 for one that was not refused, or no longer is.
 */
export const replayUpload =
  ({ uploads, answers, replays }: Deps): ArticleEndpoints['POST /api/uploads/replay'] =>
  async (request) => {
    const { key, versionId } = request.body;
    const found = await earlierAnswer({ ...request, request: ['replay', request.body] }, answers);
    if (found.earlier) return found.earlier;
    const upload = choose(await uploads.versions(key), versionId);
    await replays.ask({ type: 'replay-upload', key, versionId: upload.versionId });
    const [shown = shownUpload(upload)] = await uploads.withParts([upload]);
    const response: ApiResponse = { status: 202, body: uploadBodyOf(shown) };
    const answer = found.keep(response);
    if (answer) await answers.keep(answer);
    return response;
  };

function choose(versions: UploadVersion[], versionId: string | undefined): UploadVersion {
  const named = versions.filter((version) => versionId === undefined || version.versionId === versionId);
  if (named.length === 0) throw notFound('upload-unknown', 'Nothing is known of such an upload.');
  const refused = named.find((version) => version.outcome === 'quarantined');
  if (refused) return refused;
  const [newest] = named;
  if (newest && isDeleted(newest)) {
    throw conflict(
      'object-gone',
      'The object was deleted meanwhile, and its upload withdrawn with it. Upload it again.',
    );
  }
  throw conflict('upload-not-refused', `This upload is not in quarantine: it is ${newest?.outcome} now.`);
}
