import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Article } from '../../../shared/article/article.ts';
import type { ArticleDocument } from '../../../shared/article/document.ts';
import { type Transition, takeContent, tick, withdraw } from '../../../shared/article/transition.ts';
import { isVisible } from '../../../shared/article/visibility.ts';
import { documentOf } from '../../functions/ingest-article/fake-newsroom.ts';
import { at } from './article-fixtures.ts';

const DAY = Date.UTC(2026, 5, 1);
const hour = (n: number) => new Date(DAY + n * 3_600_000).toISOString();
const instants = fc.integer({ min: 0, max: 24 }).map(hour);

const content = (document: ArticleDocument, version: number, storedAt: string) => ({
  document,
  contentHash: JSON.stringify(document),
  version,
  source: { key: 'a.txt', versionId: `v${version}` },
  storedAt,
  liveKeys: 1,
});

const timed: fc.Arbitrary<Partial<ArticleDocument>> = fc.record(
  {
    section: fc.constantFrom('world', 'sport'),
    pubStatus: fc.constantFrom('usable', 'usable', 'withheld', 'canceled'),
    publishAt: instants,
    embargoed: instants,
    expires: instants,
  },
  { requiredKeys: [] },
);

type Act = { act: 'content'; fields: Partial<ArticleDocument> } | { act: 'withdraw' } | { act: 'tick' };

const act: fc.Arbitrary<Act> = fc.oneof(
  timed.map((fields) => ({ act: 'content' as const, fields })),
  fc.constant({ act: 'withdraw' as const }),
  fc.constant({ act: 'tick' as const }),
);

/** A history with the clock moving on an hour at each act, and the entries and due items that its transitions leave. */
function play(acts: Act[]) {
  let article: Article | undefined;
  const entries = new Map<string, string>();
  const dues = new Set<string>();
  const seen: Transition[] = [];
  acts.forEach((each, i) => {
    const now = hour(i);
    if (each.act !== 'content' && !article) return;
    const transition = next(article, each, now, i + 1);
    for (const feed of transition.leftFeeds) entries.delete(feed);
    for (const feed of transition.enteredFeeds) entries.set(feed, transition.after.publishedAt ?? 'never');
    for (const due of transition.removedDues) dues.delete(`${due.op} ${due.at}`);
    for (const due of transition.addedDues) dues.add(`${due.op} ${due.at}`);
    article = transition.after;
    seen.push(transition);
    expect(isVisible(article, now)).toBe(article.visible);
    expect([...entries.keys()].sort()).toEqual([...article.feeds].sort());
    expect([...dues].sort()).toEqual(article.dues.map((due) => `${due.op} ${due.at}`).sort());
  });
  return seen;
}

function next(article: Article | undefined, each: Act, now: string, n: number): Transition {
  if (each.act === 'content' || !article) {
    const fields = each.act === 'content' ? each.fields : {};
    return takeContent(article, 'aaaaaaaaaaaaaaaa', content(documentOf(fields), n, now), at(now));
  }
  return each.act === 'withdraw' ? withdraw(article, now, at(now)) : tick(article, at(now));
}

describe('visibility is table state (invariant 3)', () => {
  test('the entries stand exactly while the predicate holds, whatever happened', () => {
    fc.assert(fc.property(fc.array(act, { maxLength: 20 }), (acts) => void play(acts)));
  });

  test('the first time of publication never changes', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 20 }), (acts) => {
        const times = play(acts).flatMap(({ after }) => (after.publishedAt ? [after.publishedAt] : []));
        expect(new Set(times).size).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('whenever time alone would change what is visible, a due item says so', () => {
    fc.assert(
      fc.property(timed, instants, (fields, now) => {
        const { after } = takeContent(undefined, 'aaaaaaaaaaaaaaaa', content(documentOf(fields), 1, now), at(now));
        let visible = after.visible;
        for (let h = 0; h <= 25; h++) {
          const later = hour(h);
          if (later <= now || isVisible(after, later) === visible) continue;
          visible = !visible;
          expect(after.dues.map((due) => due.at)).toContain(later);
        }
      }),
    );
  });

  test('the entries of all its feeds come with a first publication and go with a withdrawal', () => {
    const feeds = ['all', 'section/world', 'language/en'];
    const published = takeContent(
      undefined,
      'aaaaaaaaaaaaaaaa',
      content(documentOf({ section: 'world' }), 1, hour(1)),
      at(hour(1)),
    );
    expect(published.enteredFeeds).toEqual(feeds);
    expect(published.newFeeds.map(({ feedId }) => feedId)).toEqual(feeds);
    expect(withdraw(published.after, hour(2), at(hour(2))).leftFeeds).toEqual(feeds);
  });

  test('an archive keeps its own dates', () => {
    const publishAt = '2019-03-01T00:00:00.000Z';
    const { after } = takeContent(
      undefined,
      'aaaaaaaaaaaaaaaa',
      content(documentOf({ publishAt }), 1, hour(1)),
      at(hour(1)),
    );
    expect(after).toMatchObject({ visible: true, publishedAt: publishAt, dues: [] });
  });
});
