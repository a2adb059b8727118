import { keptAnswerKey } from '../../../shared/store/editorial-keys.ts';
import type { Table, Write } from '../../../shared/store/table.ts';
import { type KeptAnswer, keptAnswer } from '../kept-answer.ts';
import type { Answers } from '../ports.ts';

/** Kept answers in the editorial table. One read unit to look, two write units a KB to keep. */
export class AnswersTable implements Answers {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async find(hash: string) {
    const item = await this.#table.get(keptAnswerKey(hash), { consistent: true });
    return item && keptAnswer.parse(item);
  }

  async keep(answer: KeptAnswer) {
    const { committed } = await this.#table.transact([answerWrite(answer)]);
    return committed;
  }
}

/** Keeps the answer unless another was given under its key: the place must be empty, or hold the expired one that was seen. */
export const answerWrite = ({ replaces, ...answer }: KeptAnswer): Write => ({
  put: { ...keptAnswerKey(answer.hash), ...answer },
  if: replaces === undefined ? 'notExists' : { equals: { ttl: replaces } },
});
