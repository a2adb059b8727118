import { describe, expect, it } from 'vitest';
import { auditChanges } from '../../../functions/rebuild-feeds/audit-changes.ts';
import { auditSlice, auditTable } from '../../../functions/rebuild-feeds/audit-table.ts';
import { NO_DRIFT } from '../../../functions/rebuild-feeds/drift.ts';
import type { Drift, Report } from '../../../functions/rebuild-feeds/ports.ts';
import { DRIFT } from '../../../shared/comment/drift.ts';
import type { Unaudited } from '../../../shared/store/unaudited.ts';
import { SITE } from '../../shared/feed/fixtures.ts';

const PART = 4000;

/** A table of so many parts, and what has changed of it. No article is there, so that nothing is published. */
class FakeNewsroom {
  readonly audited: string[] = [];
  readonly logged: object[] = [];
  readonly reported: string[] = [];
  notes: Unaudited[] = [];
  saved: string | undefined;
  drift: Drift = NO_DRIFT;
  readonly #parts: number;

  constructor(parts = 0) {
    this.#parts = parts;
  }

  note(articleId: string, commentId?: string): void {
    const sk = commentId === undefined ? articleId : `${articleId}#${commentId}`;
    this.notes.push({ pk: 'UNAUDITED#0', sk, token: sk, articleId, ...(commentId && { commentId }) });
  }

  readonly report: Report = async (id, work) => {
    this.reported.push(id);
    await work();
  };

  deps(isOver = () => false) {
    const nothing = () => Promise.resolve(undefined);
    const audited = (id: string) => {
      this.audited.push(id);
      return Promise.resolve(this.drift);
    };
    return {
      articles: { article: nothing },
      discussions: { discussion: () => Promise.reject(new Error('not read')) },
      objects: { head: nothing, put: () => Promise.reject(new Error('not written')), delete: nothing },
      site: SITE,
      clock: () => new Date('2026-11-24T07:00:00.000Z'),
      logger: {
        info: () => {},
        warn: () => {},
        error: (message: string, attributes: object) => void this.logged.push({ message, ...attributes }),
      },
      changes: { all: () => this.#all(), remove: (note: Unaudited) => this.#remove(note) },
      audit: { mend: audited, mendLikes: audited },
      tableAudit: {
        part: (after: string | undefined) => {
          const number = Number(after ?? 0) + 1;
          this.audited.push(`part ${number}`);
          const next = number < this.#parts ? String(number) : undefined;
          const places = { count: this.drift.places, articleIds: [] };
          return Promise.resolve({ items: PART, strange: 0, places, discussions: [], next });
        },
        position: () => Promise.resolve(this.saved),
        savePosition: (after: string | undefined) => {
          this.saved = after;
          return Promise.resolve();
        },
      },
      isOver,
    };
  }

  async *#all() {
    for (const note of this.notes) yield await Promise.resolve(note);
  }

  #remove(note: Unaudited): Promise<void> {
    this.notes = this.notes.filter((each) => each !== note);
    return Promise.resolve();
  }
}

describe('the audit of what has changed', () => {
  it('looks at that and at nothing else, once', async () => {
    const fake = new FakeNewsroom(9);
    fake.note('a');
    fake.note('a', 'c');
    await auditChanges(undefined, fake.report, fake.deps());
    await auditChanges(undefined, fake.report, fake.deps());
    expect(fake.audited.sort()).toEqual(['a', 'c']);
    expect(fake.logged).toEqual([]);
  });

  it('leaves noted what it does not come to', async () => {
    const fake = new FakeNewsroom();
    for (const id of ['a', 'b', 'c']) fake.note(id);
    await auditChanges(
      undefined,
      fake.report,
      fake.deps(() => true),
    );
    expect(fake.notes.map(({ articleId }) => articleId)).toEqual(['b', 'c']);
  });

  it('tells of what has drifted, by the message that raises the alarm', async () => {
    const fake = new FakeNewsroom();
    fake.note('a');
    fake.drift = { ...NO_DRIFT, counters: 2 };
    await auditChanges(undefined, fake.report, fake.deps());
    expect(fake.logged).toMatchObject([{ message: DRIFT, articleId: 'a', counters: 2 }]);
  });
});

describe('the audit of the table', () => {
  it('goes through a part of it an hour, on from where it stopped, and then begins anew', async () => {
    const fake = new FakeNewsroom(5);
    for (let hour = 1; hour <= 3; hour++) await auditSlice(undefined, fake.report, fake.deps());
    expect(fake.audited.map((part) => Number(part.slice(5)))).toEqual([1, 2, 3, 4, 5, 1, 2, 3]);
  });

  it('goes through all of it when the rebuild is full, and says where it stopped', async () => {
    const fake = new FakeNewsroom(5);
    expect(
      await auditTable(
        undefined,
        fake.report,
        fake.deps(() => true),
      ),
    ).toBe('1');
    expect(await auditTable('1', fake.report, fake.deps())).toBeUndefined();
    expect(fake.audited).toEqual(['part 1', 'part 2', 'part 3', 'part 4', 'part 5']);
    expect(fake.saved).toBeUndefined();
  });

  it('tells of what has drifted', async () => {
    const fake = new FakeNewsroom(1);
    fake.drift = { ...NO_DRIFT, places: 1 };
    await auditTable(undefined, fake.report, fake.deps());
    expect(fake.logged).toMatchObject([{ message: DRIFT, places: 1 }]);
  });
});
