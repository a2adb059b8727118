import * as z from 'zod';
import { type Comment, comment } from '../comment/comment.ts';
import type { Change } from '../comment/comment-change.ts';
import type { Authored, Window } from '../person/ports.ts';
import { writesOf } from './comment-writes.ts';
import { AUTHOR_INDEX, commentKey } from './discussion-keys.ts';
import type { Table } from './table.ts';

const authored = z.object({ pk: z.string(), authorSort: z.string() });

/** Someone's comments, to be changed one by one. */
export class AuthoredComments implements Authored {
  protected readonly table: Table;

  constructor(discussion: Table) {
    this.table = discussion;
  }

  /** Strongly consistent. */
  async find(id: string): Promise<Comment | undefined> {
    const item = await this.table.get(commentKey(id), { consistent: true });
    return item && comment.parse(item);
  }

  async save(change: Change): Promise<boolean> {
    return (await this.table.transact(writesOf(change))).committed;
  }

  async comments(poster: string, { after, limit }: Window) {
    const sk = after !== undefined && { sk: { after } };
    const { items, next } = await this.table.query({ index: AUTHOR_INDEX, pk: poster, limit, ...sk });
    const found = items.map((item) => {
      const { pk, authorSort } = authored.parse(item);
      return { id: pk.replace(/^COMMENT#/, ''), position: authorSort };
    });
    const last = found.at(-1);
    return { items: found, ...(next && last && { next: last.position }) };
  }
}
