import { GetObjectCommand, PutObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { type ContentDocument, contentKey } from '../../../shared/article/document.ts';
import { type ImagesDocument, imagesDocumentKey } from '../../../shared/article/noted-images.ts';
import type { Contents } from '../ports.ts';

/** The content bucket over the wire: every document is written once and never changed. */
export class ContentBucket implements Contents {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  /** One PUT, and one GET where the place is taken: the same content there is as good as a new one. */
  async create(content: ContentDocument): Promise<'created' | 'taken'> {
    const target = { Bucket: this.#bucket, Key: contentKey(content.articleId, content.version) };
    const body = JSON.stringify(content);
    if (await this.#putNew(target.Key, body)) return 'created';
    const standing = await this.#client.send(new GetObjectCommand(target));
    return (await standing.Body?.transformToString()) === body ? 'created' : 'taken';
  }

  /** One PUT. */
  async keepImages(images: ImagesDocument): Promise<void> {
    await this.#putNew(imagesDocumentKey(images.articleId, images.id), JSON.stringify(images));
  }

  /** False where an object stands. */
  async #putNew(Key: string, Body: string): Promise<boolean> {
    const put = { Bucket: this.#bucket, Key, Body, ContentType: 'application/json', IfNoneMatch: '*' };
    try {
      await this.#client.send(new PutObjectCommand(put));
      return true;
    } catch (error) {
      if (isTaken(error)) return false;
      throw error;
    }
  }
}

/** 412 when the object stands, 409 when another conditional write of it is under way. */
const isTaken = (error: unknown) =>
  error instanceof S3ServiceException && [409, 412].includes(error.$metadata.httpStatusCode ?? 0);
