import { CopyObjectCommand, DeleteObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { mediaPrefix } from '../article/image.ts';
import type { Media, MediaCopy } from '../article/page-media.ts';
import { MEDIA_CACHE } from '../cache-control.ts';
import { PublicObjects } from './public-objects.ts';

/** The copies of images in the public bucket, over the wire. S3 copies by itself: no byte comes through here. */
export class MediaStore implements Media {
  readonly #client: S3Client;
  readonly #content: string;
  readonly #public: string;

  constructor(client: S3Client, content: string, publicBucket: string) {
    this.#client = client;
    this.#content = content;
    this.#public = publicBucket;
  }

  async list(articleId: string): Promise<Map<string, number>> {
    const copies = new Map<string, number>();
    const objects = new PublicObjects(this.#client, this.#public);
    for await (const { key, bytes } of objects.list(mediaPrefix(articleId))) copies.set(key, bytes);
    return copies;
  }

  async copy({ from, to, type }: MediaCopy): Promise<void> {
    await this.#client.send(
      new CopyObjectCommand({
        Bucket: this.#public,
        Key: to,
        CopySource: `${this.#content}/${from}`,
        MetadataDirective: 'REPLACE',
        ContentType: type,
        CacheControl: MEDIA_CACHE,
      }),
    );
  }

  async remove(keys: readonly string[]): Promise<void> {
    await Promise.all(keys.map((Key) => this.#client.send(new DeleteObjectCommand({ Bucket: this.#public, Key }))));
  }
}
