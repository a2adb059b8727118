import { beforeEach, describe, expect, it } from 'vitest';
import { MembershipTable } from '../../../functions/rebuild-feeds/adapters/membership-table.ts';
import type { Memberships, Report } from '../../../functions/rebuild-feeds/ports.ts';
import { rebuildMemberships } from '../../../functions/rebuild-feeds/rebuild-memberships.ts';
import { article } from '../../../shared/article/article.ts';
import type { SavedFeeds } from '../../../shared/feed/saved-feed.ts';
import { articleKey } from '../../../shared/store/editorial-keys.ts';
import { ENTRY, SITE } from '../../shared/feed/fixtures.ts';
import { Desk } from '../publish/desk.ts';
import { rebuildOf } from './rebuild-of.ts';

const [A, B, C] = ['aaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbb', 'cccccccccccccccc'] as const;
const WORLD: SavedFeeds = { 'world-en': { title: 'World, in English', section: 'world', language: 'en' } };

let desk: Desk;

beforeEach(async () => {
  desk = await Desk.open();
  await desk.publish(A, { section: 'world' }, '2026-11-20T07:00:00.000Z');
  await desk.publish(B, { section: 'sport' }, '2026-11-20T07:00:01.000Z');
  await desk.publish(C, { section: 'world', language: 'vi' }, '2026-11-20T07:00:02.000Z');
});

const configure = (savedFeeds: SavedFeeds) => {
  desk.site = { ...SITE, savedFeeds };
};

const idsIn = async (feedId: string) => (await desk.feeds.entries(feedId, 50)).map(({ id }) => id);

const stored = async (id: string) => article.parse(await desk.table.get(articleKey(id), { consistent: true }));

const full = () => rebuildOf(desk, { full: true });

describe('a full rebuild', () => {
  it('brings articles into a feed that the stage has saved since, and publishes it under its title', async () => {
    configure(WORLD);
    const { memberships, feeds } = await full();
    expect(memberships).toEqual({ checked: 3, written: [A], deleted: [], failed: [] });
    expect(await idsIn('saved/world-en')).toEqual([A]);
    expect((await stored(A)).feeds).toContain('saved/world-en');
    expect(feeds.written).toContain('feeds/saved/world-en/rss.xml');
    expect((await desk.published()).get('feeds/saved/world-en/atom.xml')).toContain('World, in English</title>');
  });

  it('takes them out of one that is saved no longer, which stays: empty, and valid', async () => {
    configure(WORLD);
    await full();
    configure({});
    expect((await full()).memberships.written).toEqual([A]);
    expect(await idsIn('saved/world-en')).toEqual([]);
    expect((await stored(A)).feeds).not.toContain('saved/world-en');
    const rss = (await desk.published()).get('feeds/saved/world-en/rss.xml');
    expect(rss).toContain('</channel>');
    expect(rss).not.toContain('<item>');
  });

  it('changes nothing the second time: a query and a BatchGetItem of 100 articles', async () => {
    configure(WORLD);
    await full();
    const guards = await Promise.all([A, B, C].map(async (id) => (await stored(id)).guard));
    const stores = desk.stores(true);
    const memberships = new MembershipTable(desk.table, stores.feeds);
    desk.recorder.reset();
    await rebuildMemberships(undefined, throwing, { ...stores, memberships, isOver: () => false });
    expect(desk.recorder.summary()).toEqual({ 'dynamodb:Query': 1, 'dynamodb:BatchGetItem': 1 });
    expect(await Promise.all([A, B, C].map(async (id) => (await stored(id)).guard))).toEqual(guards);
  });

  it('writes the entries that come and go and no others, and no reader sees the article as changed', async () => {
    const before = await stored(A);
    const [entry] = await desk.feeds.entries('saved/world-en', 1);
    expect(entry).toBeUndefined();
    configure(WORLD);
    const actions: string[][] = [];
    await rebuildMemberships(undefined, throwing, {
      ...desk.stores(),
      memberships: {
        registerFeeds: () => Promise.resolve(),
        commit: ({ enteredFeeds, leftFeeds }) => {
          actions.push(enteredFeeds, leftFeeds);
          return Promise.resolve(true);
        },
      },
      isOver: () => false,
    });
    expect(actions).toEqual([['saved/world-en'], []]);
    await full();
    expect(await stored(A)).toEqual({
      ...before,
      guard: before.guard + 1,
      feeds: expect.arrayContaining([...before.feeds, 'saved/world-en']),
    });
  });

  it('gives an article its place among the changes if it was published before there was any', async () => {
    const { changedAt, ...old } = await stored(B);
    await desk.table.transact([
      { put: { ...articleKey(B), ...old } },
      { delete: { pk: 'FEED#changes', sk: `${changedAt}#${B}` } },
    ]);
    await full();
    expect((await stored(B)).changedAt).toBe(changedAt);
    expect((await desk.feeds.changes(50)).map(({ id }) => id)).toEqual([C, B, A]);
  });

  it('leaves to the clock what the clock must do', async () => {
    await desk.publish(A, { section: 'world', expires: '2026-11-20T09:00:00.000Z' });
    desk.now = '2026-11-20T10:00:00.000Z';
    configure(WORLD);
    expect((await full()).memberships.written).toEqual([]);
    expect(await stored(A)).toMatchObject({ visible: true });
  });

  it('loses to whoever changes the article meanwhile, who settles it', async () => {
    configure(WORLD);
    const memberships = new MembershipTable(desk.table, desk.feeds);
    const late: Memberships = {
      registerFeeds: (feeds) => memberships.registerFeeds(feeds),
      commit: async (transition) => {
        await desk.act(A, { op: 'kill' });
        return await memberships.commit(transition);
      },
    };
    await rebuildMemberships(undefined, throwing, { ...desk.stores(), memberships: late, isOver: () => false });
    expect(await idsIn('saved/world-en')).toEqual([]);
    expect(await stored(A)).toMatchObject({ visible: false, lastOp: 'kill' });
  });

  it('stops after a hundred articles when it is time, and goes on there', async () => {
    const entries = Array.from({ length: 150 }, (_, n) => ({
      sk: String(n).padStart(3, '0'),
      entry: { ...ENTRY, id: A },
    }));
    async function* allEntries(_: string, after = '') {
      yield* entries.filter(({ sk }) => sk > after);
    }
    const seen: string[] = [];
    const report: Report = async (id) => void seen.push(id);
    const stores = desk.stores();
    const memberships = new MembershipTable(desk.table, desk.feeds);
    const deps = { ...stores, feeds: { registered: () => stores.feeds.registered(), allEntries }, memberships };
    expect(await rebuildMemberships(undefined, report, { ...deps, isOver: () => true })).toBe('099');
    expect(await rebuildMemberships('099', report, { ...deps, isOver: () => true })).toBeUndefined();
    expect(seen).toHaveLength(150);
  });

  it('only if it is full', async () => {
    configure(WORLD);
    expect((await rebuildOf(desk)).memberships.checked).toBe(0);
    expect(await idsIn('saved/world-en')).toEqual([]);
  });
});

const throwing: Report = async (_, work) => void (await work());
