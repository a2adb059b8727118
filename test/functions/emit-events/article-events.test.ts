import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Article } from '../../../shared/article/article.ts';
import type { ArticleDocument } from '../../../shared/article/document.ts';
import { act, type EditorsOrder } from '../../../shared/article/editors-act.ts';
import { note, takeContent, tick, withdraw } from '../../../shared/article/transition.ts';
import { isSticky } from '../../../shared/article/visibility.ts';
import { at, DOCUMENT } from '../../shared/article/article-fixtures.ts';
import { eventsOf } from './fake-bus.ts';
import { articleRecord } from './records.ts';

const ID = 'aaaaaaaaaaaaaaaa';
const minute = (n: number) => new Date(Date.UTC(2026, 10, 24, 7, n)).toISOString();

/** The article as an upload leaves it. */
function upload(before: Article | undefined, now: string, document: Partial<ArticleDocument> = {}): Article {
  const version = (before?.version ?? 0) + 1;
  const source = { key: 'a.txt', versionId: String(version) };
  const content = { document: { ...DOCUMENT, ...document }, contentHash: `${version}`, version, source };
  return takeContent(before, ID, { ...content, storedAt: now, liveKeys: 1 }, at(now)).after;
}

/** The article as an editor leaves it. */
function edit(before: Article, order: EditorsOrder, now: string): Article {
  const acted = act(before, order, at(now));
  return 'transition' in acted ? acted.transition.after : before;
}

const told = async (before: Article | undefined, after: Article) => await eventsOf(articleRecord(before, after));

const published = upload(undefined, minute(0));

describe('an article that changes', () => {
  it('is published, with where it is and what it is called', async () => {
    expect(await told(undefined, published)).toEqual([
      {
        type: 'Article Published',
        detail: {
          schemaVersion: 1,
          id: `article/${ID}/1`,
          at: minute(0),
          articleId: ID,
          version: 1,
          sequence: 1,
          lastOp: 'publish',
          url: `https://news.example/news/harbour-bridge-reopens-${ID}.html`,
          headline: 'Harbour bridge reopens',
          section: 'news',
          tags: ['Harbour', 'Roads & rail'],
          language: 'en',
          publishedAt: minute(0),
          updatedAt: minute(0),
        },
      },
    ]);
  });

  it('is updated, or corrected by an upload or an editor', async () => {
    const updated = upload(published, minute(1), { headline: 'Bridge is open' });
    const detail = { version: 2, sequence: 2, lastOp: 'update', headline: 'Bridge is open', updatedAt: minute(1) };
    expect(await told(published, updated)).toMatchObject([{ type: 'Article Updated', detail }]);

    const corrected = upload(updated, minute(2), { correctionNote: 'It was Monday.' });
    const correction = { version: 3, lastOp: 'correct', correctionNote: 'It was Monday.' };
    expect(await told(updated, corrected)).toMatchObject([{ type: 'Article Corrected', detail: correction }]);

    const again = edit(corrected, { op: 'correct', correctionNote: 'It was Tuesday.' }, minute(3));
    const second = { version: 3, sequence: 4, at: minute(3), correctionNote: 'It was Tuesday.' };
    expect(await told(corrected, again)).toMatchObject([{ type: 'Article Corrected', detail: second }]);
  });

  it('is withdrawn and comes back', async () => {
    const unpublished = edit(published, { op: 'unpublish' }, minute(1));
    const [event] = await told(published, unpublished);
    expect(event).toMatchObject({ type: 'Article Withdrawn', detail: { cause: 'unpublish', at: minute(1) } });
    const republished = edit(unpublished, { op: 'republish' }, minute(2));
    const detail = { publishedAt: minute(0), sequence: 3, lastOp: 'publish' };
    expect(await told(unpublished, republished)).toMatchObject([{ type: 'Article Published', detail }]);
  });

  const expiring = upload(undefined, minute(0), { expires: minute(5) });

  it.each<[string, Article, Article, object]>([
    ['its upload is deleted', published, withdraw(published, minute(1), at(minute(1))).after, { cause: 'unpublish' }],
    [
      'it expires',
      expiring,
      tick(expiring, at(minute(5))).after,
      { cause: 'expire', lastOp: 'publish', at: minute(5) },
    ],
    ['it is withheld', published, upload(published, minute(1), { pubStatus: 'withheld' }), { cause: 'withhold' }],
    ['it is given up', published, upload(published, minute(1), { pubStatus: 'canceled' }), { cause: 'cancel' }],
    ['it is put off', published, upload(published, minute(1), { publishAt: minute(9) }), { cause: 'reschedule' }],
    [
      'it is killed',
      published,
      edit(published, { op: 'kill', reason: 'Not so.' }, minute(1)),
      { cause: 'kill', reason: 'Not so.' },
    ],
    ['it is taken down', published, edit(published, { op: 'takedown' }, minute(1)), { cause: 'takedown' }],
  ])('is withdrawn when %s, and nothing of it is told', async (_, before, after, detail) => {
    const events = await told(before, after);
    expect(events).toMatchObject([{ type: 'Article Withdrawn', detail }]);
    expect(JSON.stringify(events).toLowerCase()).not.toMatch(/harbour|ada|linh|courier/);
  });

  const scheduled = upload(undefined, minute(0), { embargoed: minute(5) });
  const gone = edit(published, { op: 'unpublish' }, minute(1));

  it.each<[string, Article | undefined, Article]>([
    ['a draft', undefined, upload(undefined, minute(0), { pubStatus: 'withheld' })],
    ['what waits for its time', undefined, scheduled],
    ['another text of what waits', scheduled, upload(scheduled, minute(1), { embargoed: minute(5) })],
    ['images that were noted', published, note(published, undefined, at(minute(1))).after],
    ['a tick of the clock', published, tick(published, at(minute(1))).after],
    ['a second withdrawal', gone, edit(gone, { op: 'unpublish' }, minute(2))],
    ['a kill of what nobody saw', scheduled, edit(scheduled, { op: 'kill' }, minute(1))],
  ])('makes no event of %s', async (_, before, after) => {
    expect(await told(before, after)).toEqual([]);
  });

  it('is released by the clock', async () => {
    const detail = { at: minute(5), publishedAt: minute(5), sequence: 2 };
    const events = await told(scheduled, tick(scheduled, at(minute(5))).after);
    expect(events).toMatchObject([{ type: 'Article Published', detail }]);
  });
});

type Step = (before: Article | undefined, now: string) => Article | undefined;

const steps: Record<string, Step> = {
  upload: (before, now) => (before && isSticky(before) ? undefined : upload(before, now)),
  correct: (before, now) => before && edit(before, { op: 'correct', correctionNote: now }, now),
  hold: (before, now) => (before && isSticky(before) ? undefined : upload(before, now, { pubStatus: 'withheld' })),
  embargo: (before, now) => (before && isSticky(before) ? undefined : upload(before, now, { embargoed: soon(now, 2) })),
  expire: (before, now) => (before && isSticky(before) ? undefined : upload(before, now, { expires: soon(now, 3) })),
  delete: (before, now) => before && withdraw(before, now, at(now)).after,
  unpublish: (before, now) => before && edit(before, { op: 'unpublish' }, now),
  republish: (before, now) => before && edit(before, { op: 'republish' }, now),
  kill: (before, now) => before && edit(before, { op: 'kill' }, now),
  tick: (before, now) => before && tick(before, at(now)).after,
};

const soon = (now: string, minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString();

describe('the events of any history', () => {
  it('say whether readers see the article, in turn, each under an id of its own and the same when it comes again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...Object.keys(steps)), { maxLength: 20 }), async (names) => {
        const records: unknown[] = [];
        let article: Article | undefined;
        names.forEach((name, i) => {
          const next = steps[name]?.(article, minute(i));
          if (next && next !== article) records.push(articleRecord(article, next));
          article = next ?? article;
        });
        const events = await eventsOf(...records);
        let seen = false;
        for (const { type } of events) {
          expect(type === 'Article Published').toBe(!seen);
          seen = type !== 'Article Withdrawn';
        }
        expect(seen).toBe(article?.visible ?? false);
        const ids = events.map(({ detail }) => detail.id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(await eventsOf(...records)).toEqual(events);
      }),
      { numRuns: 200 },
    );
  });
});
