import { setTimeout as sleep } from 'node:timers/promises';
import { HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { article } from '../../../shared/article/article.ts';
import { articleUrl, pageKey } from '../../../shared/article/article-url.ts';
import { type UploadVersion, uploadVersion } from '../../../shared/article/upload.ts';
import { articleKey, uploadVersionKey } from '../../../shared/store/editorial-keys.ts';
import type { Table } from '../../../shared/store/table.ts';

const POLL_MS = 50;

/** Where the outcomes of uploads are read. */
export interface Desk {
  table: Table;
  s3: S3Client;
  publicBucket: string;
  siteUrl: string;
}

interface Waiting {
  key: string;
  versionId: string;
  until: number;
  resolve: (version: UploadVersion | undefined) => void;
  reject: (error: unknown) => void;
}

/** Waits for what became of uploaded object versions: all that are waited for in one request each time. */
export class Outcomes {
  readonly #table: Table;
  #waiting: Waiting[] = [];

  constructor(table: Table) {
    this.#table = table;
  }

  /** What became of this version, or undefined when nothing is known of it after `seconds`. Rejects when the table fails. */
  of(key: string, versionId: string, seconds: number): Promise<UploadVersion | undefined> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ key, versionId, until: Date.now() + seconds * 1000, resolve, reject });
      if (this.#waiting.length === 1) this.#poll().catch((error: unknown) => this.#fail(error));
    });
  }

  #fail(error: unknown): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }

  async #poll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const asked = this.#waiting.slice(0, 100);
      const keys = asked.map(({ key, versionId }) => uploadVersionKey(key, versionId));
      const items = await this.#table.getMany(keys, { consistent: true });
      const settled = new Set<Waiting>();
      for (const [i, waiting] of asked.entries()) {
        const item = items[i];
        if (item === undefined && Date.now() < waiting.until) continue;
        settled.add(waiting);
        waiting.resolve(item && uploadVersion.parse(item));
      }
      this.#waiting = this.#waiting.filter((waiting) => !settled.has(waiting));
      if (this.#waiting.length > 0) await sleep(POLL_MS);
    }
  }
}

/** The URL of the article's page once the page is there; undefined when it is not after `seconds`. */
export async function pageUrl({ table, s3, publicBucket, siteUrl }: Desk, articleId: string, seconds: number) {
  const item = await table.get(articleKey(articleId));
  const until = Date.now() + seconds * 1000;
  while (item) {
    if (await exists(s3, publicBucket, pageKey(articleId))) return articleUrl({ url: siteUrl }, article.parse(item));
    if (Date.now() > until) return undefined;
    await sleep(POLL_MS);
  }
  return undefined;
}

async function exists(s3: S3Client, Bucket: string, Key: string): Promise<boolean> {
  try {
    await s3.send(new HeadObjectCommand({ Bucket, Key }));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'NotFound') return false;
    throw error;
  }
}
