import {
  DeleteObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { Objects, PresentOutput } from '../feed/converge.ts';

/** The public bucket over the wire. Its encryption must be SSE-S3: only so is an object's ETag the MD5 of its bytes. */
export class PublicObjects implements Objects {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async head(key: string): Promise<string | undefined> {
    try {
      const { ETag } = await this.#client.send(new HeadObjectCommand({ Bucket: this.#bucket, Key: key }));
      return unquoted(ETag);
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  }

  async put(output: PresentOutput, expected: string | undefined): Promise<string | undefined> {
    try {
      const { ETag } = await this.#client.send(
        new PutObjectCommand({
          Bucket: this.#bucket,
          Key: output.key,
          // Bytes, since the client would encode a string three times: to sign, to count and to send.
          Body: Buffer.from(output.body),
          ContentType: output.contentType,
          CacheControl: output.cacheControl,
          ...(expected === undefined ? { IfNoneMatch: '*' } : { IfMatch: `"${expected}"` }),
        }),
      );
      return unquoted(ETag);
    } catch (error) {
      if (isConflict(error)) return undefined;
      throw error;
    }
  }

  async delete(key: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: key }));
  }

  /** Every object whose key has this prefix and comes after the given key, in the order of the keys. One request per 1,000. */
  async *list(prefix: string, after?: string): AsyncGenerator<{ key: string; etag: string; bytes: number }> {
    const input = { Bucket: this.#bucket, Prefix: prefix, ...(after !== undefined && { StartAfter: after }) };
    for await (const page of paginateListObjectsV2({ client: this.#client }, input)) {
      for (const { Key, ETag, Size = 0 } of page.Contents ?? []) {
        if (Key !== undefined) yield { key: Key, etag: unquoted(ETag) ?? '', bytes: Size };
      }
    }
  }
}

const unquoted = (etag: string | undefined): string | undefined => etag?.replaceAll('"', '');

const statusOf = (error: unknown): number | undefined =>
  error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;

/** 412: another object stands there. 409: another conditional write is under way. 404: what was to be replaced is gone. */
const isConflict = (error: unknown): boolean =>
  [404, 409, 412].includes(statusOf(error) ?? 0) &&
  !(error instanceof S3ServiceException && error.name === 'NoSuchBucket');
