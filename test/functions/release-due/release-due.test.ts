import { beforeEach, describe, expect, test } from 'vitest';
import { type DueItem, type DueStore, releaseDue } from '../../../functions/release-due/release-due.ts';
import type { Article } from '../../../shared/article/article.ts';
import { type Transition, takeContent } from '../../../shared/article/transition.ts';
import type { NamedFeed } from '../../../shared/feed/feed-id.ts';
import { documentOf } from '../ingest-article/fake-newsroom.ts';

const ID = 'aaaaaaaaaaaaaaaa';

/** The articles and their due items in memory, with the guard of the real table. */
class FakeDueStore implements DueStore {
  readonly articles = new Map<string, Article>();
  readonly dues: DueItem[] = [];
  readonly feeds = new Set<string>();
  readonly outcomes: string[] = [];
  beforeCommit: () => void = () => undefined;

  async *dueBy(now: string) {
    yield* this.dues.filter((due) => due.at <= now).sort((a, b) => (a.at < b.at ? -1 : 1));
  }

  article(id: string) {
    return Promise.resolve(this.articles.get(id));
  }

  newestVersion() {
    return Promise.resolve('v1');
  }

  registerFeeds(feeds: readonly NamedFeed[]) {
    for (const { feedId } of feeds) this.feeds.add(feedId);
    return Promise.resolve();
  }

  commit(transition: Transition, restated: { outcome: string }[]) {
    this.beforeCommit();
    const { before, after } = transition;
    if (this.articles.get(after.id)?.guard !== before?.guard) return Promise.resolve(false);
    if (transition.enteredFeeds.some((feed) => !this.feeds.has(feed))) throw new Error('A feed was not registered');
    this.apply(transition);
    this.outcomes.push(...restated.map((r) => r.outcome));
    return Promise.resolve(true);
  }

  apply({ after, addedDues, removedDues }: Transition) {
    this.articles.set(after.id, after);
    for (const due of removedDues) this.#remove({ ...due, id: after.id });
    for (const due of addedDues) this.dues.push({ ...due, id: after.id });
  }

  discard(item: DueItem) {
    this.#remove(item);
    return Promise.resolve();
  }

  #remove(item: DueItem) {
    const at = this.dues.findIndex((due) => due.id === item.id && due.op === item.op && due.at === item.at);
    if (at >= 0) this.dues.splice(at, 1);
  }
}

let store: FakeDueStore;
const logged: unknown[] = [];
const note = (...entry: unknown[]) => void logged.push(entry);
const at = (time: string) => ({
  store,
  savedFeeds: {},
  clock: () => new Date(time),
  log: { info: note, warn: note, error: note },
});

function schedule(times: { embargoed?: string; expires?: string }) {
  const content = {
    document: documentOf(times),
    contentHash: 'x',
    version: 1,
    source: { key: 'a.txt', versionId: 'v1' },
    storedAt: '2026-06-01T08:00:00.000Z',
    liveKeys: 1,
  };
  store.apply(takeContent(undefined, ID, content, { now: '2026-06-01T08:00:00.000Z', savedFeeds: {} }));
}

beforeEach(() => {
  store = new FakeDueStore();
});

describe('the clock', () => {
  test('does nothing before the time, and releases from the very millisecond on', async () => {
    schedule({ embargoed: '2026-06-01T10:00:00.000Z' });
    expect(await releaseDue(at('2026-06-01T09:59:59.999Z'))).toEqual({
      released: 0,
      expired: 0,
      discarded: 0,
      failed: 0,
    });
    expect(store.articles.get(ID)?.visible).toBe(false);
    expect(await releaseDue(at('2026-06-01T10:00:00.000Z'))).toEqual({
      released: 1,
      expired: 0,
      discarded: 0,
      failed: 0,
    });
    expect(store.articles.get(ID)).toMatchObject({ visible: true, publishedAt: '2026-06-01T10:00:00.000Z', dues: [] });
    expect(store.outcomes).toEqual(['published']);
  });

  test('takes an expired article away', async () => {
    schedule({ expires: '2026-06-01T10:00:00.000Z' });
    await releaseDue(at('2026-06-01T10:00:00.000Z'));
    expect(store.articles.get(ID)).toMatchObject({ visible: false, feeds: [] });
    expect(store.outcomes).toEqual(['withdrawn']);
  });

  test('that missed many ticks neither shows what expired meanwhile nor stumbles over what is left of it', async () => {
    schedule({ embargoed: '2026-06-01T10:00:00.000Z', expires: '2026-06-01T11:00:00.000Z' });
    await releaseDue(at('2026-06-03T00:00:00.000Z'));
    expect(store.articles.get(ID)).toMatchObject({ visible: false });
    expect(store.articles.get(ID)?.publishedAt).toBeUndefined();
    expect(store.dues).toEqual([]);
  });

  test('twice over changes nothing more', async () => {
    schedule({ embargoed: '2026-06-01T10:00:00.000Z' });
    await releaseDue(at('2026-06-01T10:01:00.000Z'));
    const once = store.articles.get(ID);
    expect(await releaseDue(at('2026-06-01T10:01:00.000Z'))).toEqual({
      released: 0,
      expired: 0,
      discarded: 0,
      failed: 0,
    });
    expect(store.articles.get(ID)).toEqual(once);
  });

  test('discards an item that its article no longer claims', async () => {
    schedule({});
    store.dues.push({ id: ID, op: 'release', at: '2026-06-01T09:00:00.000Z' });
    expect(await releaseDue(at('2026-06-01T10:00:00.000Z'))).toMatchObject({ discarded: 1 });
    expect(store.dues).toEqual([]);
  });

  test('settles the others when one cannot be, and says so', async () => {
    schedule({ embargoed: '2026-06-01T10:00:00.000Z' });
    store.dues.unshift({ id: 'broken', op: 'release', at: '2026-06-01T09:00:00.000Z' });
    const article = store.article.bind(store);
    store.article = (id) => (id === 'broken' ? Promise.reject(new Error('unreadable')) : article(id));
    expect(await releaseDue(at('2026-06-01T10:00:00.000Z'))).toMatchObject({ released: 1, failed: 1 });
    expect(store.articles.get(ID)?.visible).toBe(true);
    expect(logged).toContainEqual(['due article not settled', expect.objectContaining({ id: 'broken' })]);
  });

  test('decides anew when the article changed under its hands', async () => {
    schedule({ embargoed: '2026-06-01T10:00:00.000Z' });
    store.beforeCommit = () => {
      store.beforeCommit = () => undefined;
      schedule({ embargoed: '2026-06-02T10:00:00.000Z' });
      const article = store.articles.get(ID);
      if (article) store.articles.set(ID, { ...article, guard: 2 });
    };
    await releaseDue(at('2026-06-01T10:00:00.000Z'));
    expect(store.articles.get(ID)?.visible).toBe(false);
  });
});
