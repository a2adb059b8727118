import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { type ArticleDocument, contentDocument, contentKey } from '../article/document.ts';
import type { Documents } from '../feed/resolve-entry.ts';
import { Lru } from '../lru.ts';

/** Documents of at most this many characters are kept, so that the largest articles cannot fill a function's memory. */
const KEPT_CHARACTERS = 256 * 1024;
const KEPT_DOCUMENTS = 100;

/**
 * The content bucket, for reading. A document never changes once written, so a warm process asks for each only once, even
 * when several want it at the same time. A missing document is an error: it is written before anything refers to it.
 */
export class ContentStore implements Documents {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #kept = new Lru<ArticleDocument>(KEPT_DOCUMENTS);
  readonly #underWay = new Map<string, Promise<ArticleDocument>>();

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async document(articleId: string, version: number): Promise<ArticleDocument> {
    const key = contentKey(articleId, version);
    const kept = this.#kept.get(key);
    if (kept) return kept;
    const asked = this.#underWay.get(key) ?? this.#fetch(key).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, asked);
    return await asked;
  }

  async #fetch(key: string): Promise<ArticleDocument> {
    const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key }));
    const json = (await Body?.transformToString()) ?? '';
    const { document } = contentDocument.parse(JSON.parse(json));
    if (json.length <= KEPT_CHARACTERS) this.#kept.set(key, document);
    return document;
  }
}
