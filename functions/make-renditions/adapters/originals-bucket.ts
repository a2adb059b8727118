import { GetObjectCommand, NoSuchKey, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { MAX_IMAGE_BYTES } from '../../../shared/article/image.ts';
import type { Original, Originals } from '../ports.ts';

/** The uploads bucket over the wire, for images. */
export class OriginalsBucket implements Originals {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  /** One GET; of an object over the limit only its headers are read. */
  async read(key: string, versionId: string): Promise<Original | 'gone' | 'too-large'> {
    const target = { Bucket: this.#bucket, Key: key, ...(versionId !== 'null' && { VersionId: versionId }) };
    try {
      const {
        Body,
        ContentLength = 0,
        Metadata = {},
        LastModified,
      } = await this.#client.send(new GetObjectCommand(target));
      if (!Body) return 'gone';
      if (ContentLength > MAX_IMAGE_BYTES) {
        await Body.transformToWebStream().cancel();
        return 'too-large';
      }
      const storedAt = (LastModified ?? new Date(0)).toISOString();
      return { body: await Body.transformToByteArray(), metadata: Metadata, storedAt };
    } catch (error) {
      if (isGone(error)) return 'gone';
      throw error;
    }
  }
}

const isGone = (error: unknown) =>
  error instanceof NoSuchKey || (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404);
