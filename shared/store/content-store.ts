import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ArticleImages } from '../article/article-images.ts';
import { type ArticleDocument, contentDocument, contentKey } from '../article/document.ts';
import { imagesDocument, imagesDocumentKey } from '../article/noted-images.ts';
import type { Documents, ImageDocuments } from '../feed/resolve-entry.ts';
import { KeptDocuments } from './kept-documents.ts';

/** How much of each is kept, in characters: the articles of some 2,000 feed entries, more than the feeds of a busy day show. */
const KEPT_DOCUMENTS = 28 * 1024 * 1024;
const KEPT_IMAGES = 4 * 1024 * 1024;

/** The content bucket, for reading. A missing document is an error: it is written before anything refers to it. */
export class ContentStore implements Documents, ImageDocuments {
  readonly #documents: KeptDocuments<ArticleDocument>;
  readonly #images: KeptDocuments<ArticleImages>;

  /** `kept`: how much of the documents a process keeps, in characters. */
  constructor(client: S3Client, bucket: string, kept = KEPT_DOCUMENTS) {
    const fetch = async (Key: string) => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
      return (await Body?.transformToString()) ?? '';
    };
    this.#documents = new KeptDocuments(fetch, (json) => contentDocument.parse(json).document, kept);
    this.#images = new KeptDocuments(fetch, (json) => imagesDocument.parse(json).images, KEPT_IMAGES);
  }

  document(articleId: string, version: number): Promise<ArticleDocument> {
    return this.#documents.get(contentKey(articleId, version));
  }

  images(articleId: string, id: string): Promise<ArticleImages> {
    return this.#images.get(imagesDocumentKey(articleId, id));
  }
}
