import * as z from 'zod';
import { type Instant, instant } from '../time.ts';
import { publicationKey } from './discussion-keys.ts';
import type { Table } from './table.ts';

/** How an article's discussion was published so far. */
export interface Publication {
  /** How many publications have begun. */
  begun: number;
  /** The number of the last one that ended well: it shows all that was so before it began. */
  done: number;
  /** When the last one began or, once it has ended well, when it wrote last. Absent before the first. */
  at?: Instant;
}

const publication = z.object({ begun: z.number().int(), done: z.number().int(), at: instant.exactOptional() });

/** The publications of discussions, numbered by article, in the discussion table. */
export class Publications {
  readonly #table: Pick<Table, 'get' | 'transact'>;

  constructor(table: Pick<Table, 'get' | 'transact'>) {
    this.#table = table;
  }

  /** Strongly consistent. */
  async find(articleId: string): Promise<Publication> {
    const item = await this.#table.get(publicationKey(articleId), { consistent: true });
    return item ? publication.parse(item) : { begun: 0, done: 0 };
  }

  /** Begins the next publication, for one of all who have found this one. Its number; undefined when another has begun it. */
  async begin(articleId: string, { begun, done }: Publication, at: Instant): Promise<number | undefined> {
    const next = begun + 1;
    const { committed } = await this.#table.transact([
      {
        update: publicationKey(articleId),
        set: { schemaVersion: 1, begun: next, done, at },
        if: { equals: { begun: begun === 0 ? undefined : begun } },
      },
    ]);
    return committed ? next : undefined;
  }

  /** Notes that this publication has ended well, unless another has begun since: that one will show as much. */
  async finish(articleId: string, number: number, at: Instant | undefined): Promise<void> {
    await this.#table.transact([
      { update: publicationKey(articleId), set: { done: number, at }, if: { equals: { begun: number } } },
    ]);
  }
}
