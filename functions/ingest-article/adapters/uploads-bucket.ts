import { GetObjectCommand, NoSuchKey, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { SIGNATURE_BYTES } from '../../../shared/article/image-signature.ts';
import { MAX_UPLOAD_BYTES } from '../parse/parse-upload.ts';
import type { Stored, Uploads } from '../ports.ts';

/** The uploads bucket over the wire. */
export class UploadsBucket implements Uploads {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  /** One GET; of an object over the limit only the beginning is read. */
  async read(key: string, versionId: string): Promise<Stored> {
    try {
      const object = await this.#client.send(
        new GetObjectCommand({
          Bucket: this.#bucket,
          Key: key,
          ...(versionId !== 'null' && { VersionId: versionId }),
        }),
      );
      if (!object.Body) return 'gone';
      if ((object.ContentLength ?? 0) > MAX_UPLOAD_BYTES) {
        const beginning = await beginningOf(object.Body.transformToWebStream());
        return { beginning, size: object.ContentLength ?? 0 };
      }
      return {
        body: await object.Body.transformToByteArray(),
        metadata: object.Metadata ?? {},
        storedAt: (object.LastModified ?? new Date(0)).toISOString(),
        ...(object.ContentType && { contentType: object.ContentType }),
      };
    } catch (error) {
      if (isGone(error)) return 'gone';
      throw error;
    }
  }
}

/** The first bytes of a stream, which is then let go. */
async function beginningOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  while (length < SIGNATURE_BYTES) {
    const { value } = await reader.read();
    if (!value) break;
    chunks.push(value);
    length += value.length;
  }
  await reader.cancel();
  return Buffer.concat(chunks);
}

/** The version was deleted for good, or the current one is a delete marker. */
const isGone = (error: unknown) =>
  error instanceof NoSuchKey || (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404);
