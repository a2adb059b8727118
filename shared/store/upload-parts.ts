import { type ShownUpload, shownUpload } from '../article/shown-upload.ts';
import { type UploadVersion, uploadVersion } from '../article/upload.ts';
import { partKey } from '../article/upload-part.ts';
import { uploadVersionKey } from './editorial-keys.ts';
import type { Table } from './table.ts';

/** These uploads with what became of their parts. One request per 100 parts of all of them, and none where there are none. */
export async function withParts(table: Table, uploads: readonly UploadVersion[]): Promise<ShownUpload[]> {
  const keys = uploads.map(({ key, versionId, parts = [] }) =>
    parts.map(({ name }) => uploadVersionKey(partKey(key, name), versionId)),
  );
  const records = (await table.getMany(keys.flat(), { consistent: true })).values();
  return uploads.map((upload, i) =>
    shownUpload(
      upload,
      keys[i]?.map(() => {
        const { value } = records.next();
        return value && uploadVersion.parse(value);
      }),
    ),
  );
}
