import { setTimeout as sleep } from 'node:timers/promises';
import { type UploadVersion, uploadVersion } from '../../../shared/article/upload.ts';
import { uploadVersionKey } from '../../../shared/store/editorial-keys.ts';
import type { Table } from '../../../shared/store/table.ts';

const POLL_MS = 50;

interface Waiting {
  key: string;
  versionId: string;
  until: number;
  isNews: (version: UploadVersion) => boolean;
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

  /**
   * What became of this version, or undefined when nothing is known of it after `seconds`, or nothing that `isNews`. Rejects when the
   * table fails.
   */
  of(
    key: string,
    versionId: string,
    seconds: number,
    isNews: Waiting['isNews'] = () => true,
  ): Promise<UploadVersion | undefined> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ key, versionId, until: Date.now() + seconds * 1000, isNews, resolve, reject });
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
        const version = items[i] && uploadVersion.parse(items[i]);
        const news = version && waiting.isNews(version) ? version : undefined;
        if (news === undefined && Date.now() < waiting.until) continue;
        settled.add(waiting);
        waiting.resolve(news);
      }
      this.#waiting = this.#waiting.filter((waiting) => !settled.has(waiting));
      if (this.#waiting.length > 0) await sleep(POLL_MS);
    }
  }
}
