import { beforeAll, describe, expect, it } from 'vitest';
import { CHANGES } from '../../../shared/feed/feed-id.ts';
import type { KeyRange } from '../../../shared/feed/feed-target.ts';
import { BoundStore } from '../../../shared/store/bound-store.ts';
import { feedEntryKey } from '../../../shared/store/editorial-keys.ts';
import { FeedStore } from '../../../shared/store/feed-store.ts';
import { Table } from '../../../shared/store/table.ts';
import { createTable, keysAndStream, tableEngine } from '../../engines.ts';
import { inconsistentReads, Recorder } from '../../wire/recorder.ts';
import { ENTRY } from '../feed/fixtures.ts';

let table: Table;
const recorder = new Recorder();

beforeAll(async () => {
  const client = tableEngine();
  table = new Table(client, await createTable(client, { name: 'editorial', createTable: keysAndStream }));
  recorder.record(client);
  const entries = [
    { ...ENTRY, id: 'a', publishedAt: '2026-01-01T00:00:00.000Z' },
    { ...ENTRY, id: 'c', publishedAt: '2026-01-02T00:00:00.000Z' },
    { ...ENTRY, id: 'b', publishedAt: '2026-01-02T00:00:00.000Z' },
    { ...ENTRY, id: 'd', publishedAt: '2026-01-03T00:00:00.000Z' },
  ];
  await table.transact(entries.map((e) => ({ put: { ...feedEntryKey('all', e.publishedAt, e.id), ...e } })));
});

describe('feeds in the table', () => {
  it('come newest first, the higher id first among equals, as many as wanted', async () => {
    const entries = await new FeedStore(table).entries('all', 3);
    expect(entries.map((e) => e.id)).toEqual(['d', 'c', 'b']);
    expect(await new FeedStore(table).entries('none', 3)).toEqual([]);
  });

  it('are read within a range, in one query, from either end', async () => {
    const [b, c] = ['2026-01-02T00:00:00.000Z#b', '2026-01-02T00:00:00.000Z#c'];
    const read = async (limit: number, range: KeyRange) => {
      recorder.reset();
      const entries = await new FeedStore(table).entries('all', limit, range);
      expect(recorder.requests).toHaveLength(1);
      return entries.map((e) => e.id);
    };
    expect(await read(9, { from: b, below: { upTo: c } })).toEqual(['c', 'b']);
    expect(await read(9, { from: b, below: { before: c } })).toEqual(['b']);
    expect(await read(1, { below: { before: c } })).toEqual(['b']);
    expect(await read(2, { below: { before: c } })).toEqual(['b', 'a']);
    expect(await read(2, { from: b, oldestFirst: true })).toEqual(['b', 'c']);
    expect(await read(9, { from: '2026-01-02T00:00:00.000Z' })).toEqual(['d', 'c', 'b']);
  });

  it('are cut at bounds, each once', async () => {
    const store = new BoundStore(table);
    const [one, two, three] = ['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z#b', '2026-02-01T00:00:00.000Z'];
    for (const bound of [two, one, three, two]) await store.add('all', bound);
    await store.add('tag/x', '2025-01-01T00:00:00.000Z');
    expect(await store.newest('all', 2)).toEqual([three, two]);
    expect(await store.newest('all', 2, { before: two })).toEqual([one]);
    expect(await store.newest('all', 2, { upTo: two })).toEqual([two, one]);
    expect(await store.newest('none', 2)).toEqual([]);
    expect([await store.after('all'), await store.after('all', one), await store.after('all', three)]).toEqual([
      one,
      two,
      undefined,
    ]);
    const at = '2026-02-03T00:00:00.000Z';
    await store.note('all', two, { from: undefined, to: at });
    await store.note('all', two, { from: undefined, to: '2026-02-04T00:00:00.000Z' });
    // None is made by a note.
    await store.note('all', '2026-03-01T00:00:00.000Z', { from: undefined, to: at });
    await store.add('all', two);
    expect(await store.changedAt('all', two)).toBe(at);
    const all: unknown[] = [];
    for await (const each of store.all('all')) all.push(each);
    expect(all).toEqual([{ bound: one }, { bound: two, changedAt: at }, { bound: three }]);
    await store.note('all', two, { from: at, to: undefined });
    expect(await store.changedAt('all', two)).toBeUndefined();
    expect(inconsistentReads(recorder)).toEqual([]);
  });

  it('are walked oldest first, from where one stopped', async () => {
    const ids: string[] = [];
    for await (const { entry } of new FeedStore(table).allEntries('all', '2026-01-02T00:00:00.000Z#b'))
      ids.push(entry.id);
    expect(ids).toEqual(['c', 'd']);
  });

  it('are registered once, by any number of processes, and listed in order', async () => {
    const store = new FeedStore(table);
    await Promise.all([
      store.register({ feedId: 'section/b' }),
      new FeedStore(table).register({ feedId: 'section/b' }),
      store.register({ feedId: 'all' }),
    ]);
    recorder.reset();
    await store.register({ feedId: 'section/b' });
    expect(recorder.requests).toHaveLength(0);
    const ids: string[] = [];
    for await (const { feedId } of store.registered()) ids.push(feedId);
    expect(ids).toEqual(['all', 'section/b']);
  });

  it('are called what their first article calls their subject, which a process asks once', async () => {
    const [store, other] = [new FeedStore(table), new FeedStore(table)];
    await store.register({ feedId: 'tag/thoi-su', name: 'Thời sự' });
    await other.register({ feedId: 'tag/thoi-su', name: 'thoi su' });
    expect(await other.name('tag/thoi-su')).toBe('Thời sự');
    recorder.reset();
    expect(await other.name('tag/thoi-su')).toBe('Thời sự');
    expect(recorder.requests).toHaveLength(0);
    for await (const feed of new FeedStore(table).registered()) {
      expect(feed.name).toBe(feed.feedId === 'tag/thoi-su' ? 'Thời sự' : undefined);
    }
  });

  it('that are not registered yet have no name, which is not remembered', async () => {
    const reader = new FeedStore(table);
    expect(await reader.name('tag/later')).toBeUndefined();
    await new FeedStore(table).register({ feedId: 'tag/later', name: 'Later' });
    expect(await reader.name('tag/later')).toBe('Later');
  });
});

describe('the changes in the table', () => {
  it('come newest first, what is gone among them, as many as wanted', async () => {
    const day = (n: number) => `2026-01-0${n}T00:00:00.000Z`;
    const gone = { schemaVersion: 1 as const, version: 1, gone: true as const, lastOp: 'kill' as const };
    const changes = [
      { ...ENTRY, id: 'c', changedAt: day(1) },
      { ...gone, id: 'a', changedAt: day(3), reason: 'It never happened.' },
      { ...ENTRY, id: 'b', changedAt: day(2) },
    ];
    await table.transact(changes.map((c) => ({ put: { ...feedEntryKey(CHANGES, c.changedAt, c.id), ...c } })));
    expect(await new FeedStore(table).changes(2)).toEqual([changes[1], changes[2]]);
  });
});
