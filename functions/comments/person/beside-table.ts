import { decision, revision } from '../../../shared/comment/comment-change.ts';
import { commentKey } from '../../../shared/store/discussion-keys.ts';
import type { Table } from '../../../shared/store/table.ts';
import type { BesideComments } from './ports.ts';

/** Earlier texts of a comment, and what was decided on it. */
export class BesideTable implements BesideComments {
  readonly #table: Pick<Table, 'queryAll'>;

  constructor(table: Pick<Table, 'queryAll'>) {
    this.#table = table;
  }

  /** Two queries. */
  async beside(commentId: string) {
    const { pk } = commentKey(commentId);
    const all = async (prefix: string) => {
      const items: unknown[] = [];
      const query = { pk, sk: { beginsWith: prefix }, consistent: true };
      for await (const item of this.#table.queryAll(query)) items.push(item);
      return items;
    };
    const [revisions, decisions] = await Promise.all([all('REVISION#'), all('DECISION#')]);
    return {
      revisions: revisions.map((item) => revision.parse(item)),
      decisions: decisions.map((item) => decision.parse(item)).sort((a, b) => (a.at < b.at ? -1 : 1)),
    };
  }
}
