import { type Comment, comment } from '../../../shared/comment/comment.ts';
import { writesOf } from '../../../shared/store/comment-writes.ts';
import {
  actOf,
  commentKey,
  decisionKey,
  flagKey,
  recentKey,
  revisionKey,
} from '../../../shared/store/discussion-keys.ts';
import { Likes } from '../../../shared/store/likes.ts';
import type { Table } from '../../../shared/store/table.ts';
import type { Unit } from './unit.ts';

/** What became of a comment: it is new, it was there before, another has its id, or the head of its thread is not there. */
export type Written = 'imported' | 'known' | 'id-taken' | 'head-missing';

const ATTEMPTS = 20;

/**
 * Writes comments as an import brings them, and their places among all by time, which exports go by: one that comes right after is whole.
 * All else that follows from them, the reader of the stream does.
 */
export class UnitTable {
  readonly #table: Table;
  readonly #likes: Likes;

  constructor(table: Table) {
    this.#table = table;
    this.#likes = new Likes(table);
  }

  /**
   * Writes a comment with its counters in one transaction, unless it is there, and what is kept beside it. Done again it changes nothing: whatever ends in
   * between, the same import again makes it whole. What was deleted or erased here since stays so.
   */
  async write(u: Unit): Promise<Written> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const root = u.comment.parentId === undefined ? undefined : await this.#find(u.comment.parentId);
      if (u.comment.parentId !== undefined && !root) return 'head-missing';
      const after: Comment = { ...u.comment, replyCount: 0 };
      const counted = after.status === 'PUBLISHED' && root;
      const { committed } = await this.#table.transact(writesOf({ after, ...(counted && { root: counted }) }));
      if (committed) {
        await this.#writeBeside(u);
        return 'imported';
      }
      const known = await this.#find(u.comment.id);
      if (!known) continue;
      // Of another site that counts from 1 too, and does not say which it is.
      if (known.createdAt !== u.comment.createdAt) return 'id-taken';
      if (known.deletedBy === u.comment.deletedBy) await this.#writeBeside(u);
      return 'known';
    }
    throw new Error('Too much happens to one thread at once. Run the import again: it goes on.');
  }

  async #writeBeside({ comment, revisions, decisions, flags, likes }: Unit): Promise<void> {
    const { id, articleId } = comment;
    await this.#table.putNew({ ...recentKey(comment), schemaVersion: 1, commentId: id });
    for (const each of revisions) {
      await this.#table.putNew({ ...revisionKey(id, each.revision), schemaVersion: 1, ...each });
    }
    for (const each of decisions) await this.#table.putNew({ ...decisionKey(id, each.id), schemaVersion: 1, ...each });
    for (const { by, ...each } of flags) {
      await this.#table.putNew({ ...flagKey(id, by), ...each, ...actOf(by, 'FLAG', id) });
    }
    for (const by of likes) await this.#likes.set({ id, articleId }, by, true);
  }

  async #find(id: string): Promise<Comment | undefined> {
    const item = await this.#table.get(commentKey(id), { consistent: true });
    return item && comment.parse(item);
  }
}
