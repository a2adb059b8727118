import { type Comment, comment } from '../../shared/comment/comment.ts';
import { type Flag, type FlagSummary, flag, summaryOf } from '../../shared/comment/flag.ts';
import { actOf, commentKey, flagKey } from '../../shared/store/discussion-keys.ts';
import type { Table } from '../../shared/store/table.ts';
import { unlessBusy } from './busy-table.ts';
import type { Flags } from './ports.ts';

/** How many flags of one comment are looked through for moderators. */
const MOST = 100;

/** The flags of comments, each beside its comment. */
export class FlagTable implements Flags {
  readonly #table: Pick<Table, 'getMany' | 'query' | 'transact'>;

  constructor(table: Pick<Table, 'getMany' | 'query' | 'transact'>) {
    this.#table = table;
  }

  async find(commentId: string, actor: string): Promise<{ comment?: Comment; flag?: Flag }> {
    const keys = [commentKey(commentId), flagKey(commentId, actor)];
    const [found, made] = await this.#table.getMany(keys, { consistent: true });
    return { ...(found && { comment: comment.parse(found) }), ...(made && { flag: flag.parse(made) }) };
  }

  /** One transaction: 5 write units with the index of acts. Those who flag at once stand in each other's way only at the first flag. */
  async add(made: Flag, actor: string, before: Comment, earlier: Flag | undefined): Promise<boolean> {
    const { id, status, revision, reviewedAt, reportedSince } = before;
    const asRead = { equals: { status, revision, reviewedAt, reportedSince } };
    // Who flags a text anew that was edited since counts once until a moderator has looked.
    const isCounted = earlier !== undefined && reportedSince !== undefined && earlier.at >= reportedSince;
    const { committed } = await unlessBusy(
      this.#table.transact([
        {
          put: { ...flagKey(id, actor), ...made, ...actOf(actor, 'FLAG', id) },
          if: earlier ? { equals: { revision: earlier.revision } } : 'notExists',
        },
        isCounted
          ? { check: commentKey(id), if: asRead }
          : {
              update: commentKey(id),
              set: reportedSince === undefined ? { reportedSince: made.at } : {},
              add: { flagCount: 1 },
              if: asRead,
            },
      ]),
    );
    return committed;
  }

  /** One query. */
  async summary(c: Pick<Comment, 'id' | 'reviewedAt'>): Promise<FlagSummary> {
    const { pk } = commentKey(c.id);
    const query = { pk, sk: { beginsWith: 'FLAG#' }, limit: MOST, consistent: true };
    const flags = (await this.#table.query(query)).items.map((item) => flag.parse(item));
    return summaryOf(flags.filter(({ at }) => c.reviewedAt === undefined || at > c.reviewedAt));
  }
}
