import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Article } from '../../../shared/article/article.ts';
import type { ArticleDocument } from '../../../shared/article/document.ts';
import { act, type EditorsOp } from '../../../shared/article/editors-act.ts';
import { type Transition, takeContent, tick, withdraw } from '../../../shared/article/transition.ts';
import { type ChangesDeps, changesTarget } from '../../../shared/feed/changes.ts';
import { converge } from '../../../shared/feed/converge.ts';
import { type Change, change } from '../../../shared/feed/feed-entry.ts';
import { Lru } from '../../../shared/lru.ts';
import { articleWrites } from '../../../shared/store/article-writes.ts';
import { documentOf } from '../../functions/ingest-article/fake-newsroom.ts';
import { FakeObjects } from './fake-objects.ts';
import { SITE } from './fixtures.ts';

const KEY = 'feeds/changes/atom.xml';
const IDS = ['aaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbb', 'cccccccccccccccc'];
const minute = (n: number) => new Date(Date.UTC(2026, 5, 1, 12, n)).toISOString();

type Step = { id: string; late: number } & (
  | { act: 'content'; fields: Partial<ArticleDocument> }
  | { act: 'withdraw' }
  | { act: 'tick' }
  | { act: 'editor'; op: EditorsOp }
);

const times = fc.integer({ min: 0, max: 40 }).map(minute);
const fields: fc.Arbitrary<Partial<ArticleDocument>> = fc.record(
  {
    pubStatus: fc.constantFrom('usable', 'usable', 'withheld'),
    section: fc.constantFrom('world', 'sport'),
    tags: fc.constantFrom([], [{ name: 'Bridge' }]),
    summary: fc.constantFrom('Short.', 'Long '.repeat(300)),
    embargoed: times,
    expires: times,
  },
  { requiredKeys: ['summary'] },
);
const step: fc.Arbitrary<Step> = fc
  .tuple(
    fc.constantFrom(...IDS),
    // Minutes that an event has been under way: what happened first may come last.
    fc.constantFrom(0, 0, 0, 5),
    fc.oneof(
      { weight: 3, arbitrary: fields.map((fields) => ({ act: 'content' as const, fields })) },
      { weight: 1, arbitrary: fc.constantFrom({ act: 'withdraw' as const }, { act: 'tick' as const }) },
      {
        weight: 2,
        arbitrary: fc
          .constantFrom<EditorsOp>('correct', 'unpublish', 'republish', 'kill', 'takedown')
          .map((op) => ({ act: 'editor' as const, op })),
      },
    ),
  )
  .map(([id, late, what]) => ({ id, late, ...what }));

/** The editorial table in memory, and what was ever written of contents. */
class World {
  readonly articles = new Map<string, Article>();
  readonly #items = new Map<string, unknown>();
  readonly #documents = new Map<string, ArticleDocument>();
  now = minute(0);

  take(step: Step, n: number): void {
    this.now = minute(n);
    const transition = this.#transition(step, n);
    if (!transition) return;
    for (const write of articleWrites(transition)) {
      if ('put' in write) this.#items.set(`${write.put.pk} ${write.put.sk}`, write.put);
      if ('delete' in write) this.#items.delete(`${write.delete.pk} ${write.delete.sk}`);
    }
    this.articles.set(step.id, transition.after);
  }

  #transition(step: Step, n: number): Transition | undefined {
    const before = this.articles.get(step.id);
    const circumstances = { now: this.now, savedFeeds: {} };
    const at = minute(Math.max(0, n - step.late));
    if (step.act === 'content') {
      if (before?.lastOp === 'kill' || before?.lastOp === 'takedown') return undefined;
      const version = (before?.version ?? 0) + 1;
      const document = documentOf({ headline: `Headline ${step.id} ${n}`, ...step.fields });
      this.#documents.set(`${step.id} ${version}`, document);
      const source = { key: 'a.txt', versionId: `${n}` };
      const content = { document, contentHash: `${n}`, version, source, storedAt: at, liveKeys: 1 };
      return takeContent(before, step.id, content, circumstances);
    }
    if (!before) return undefined;
    if (step.act === 'withdraw') return withdraw(before, at, circumstances);
    if (step.act === 'tick') return tick(before, circumstances);
    const acted = act(before, { op: step.op, correctionNote: `Note ${n}`, reason: `Reason & ${n}` }, circumstances);
    return 'transition' in acted ? acted.transition : undefined;
  }

  /** The rows of the feed of changes by their sort keys, the highest first. */
  rows(): [string, Change][] {
    const rows = [...this.#items].filter(([key]) => key.startsWith('FEED#changes '));
    return rows
      .map(([key, item]): [string, Change] => [key.slice('FEED#changes '.length), change.parse(item)])
      .sort(([a], [b]) => (a < b ? 1 : -1));
  }

  get deps(): ChangesDeps {
    const unknown = () => Promise.reject(new Error('There is no such document'));
    return {
      feeds: {
        changes: (limit) =>
          Promise.resolve(
            this.rows()
              .slice(0, limit)
              .map(([, row]) => row),
          ),
      },
      documents: { document: (id, version) => Promise.resolve(this.#documents.get(`${id} ${version}`) ?? unknown()) },
      site: SITE,
      clock: () => new Date(this.now),
    };
  }
}

async function render(world: World): Promise<string> {
  const target = changesTarget(world.deps);
  const [output] = target.render(await target.read());
  return output?.body ?? '';
}

interface ReadBack {
  updated: string;
  entries: { id: string; title: string; updated: string }[];
  deleted: { ref: string; when: string; comment?: string | undefined }[];
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  isArray: (name) => name === 'entry' || name === 'at:deleted-entry',
});

const parsed = z.object({
  feed: z.object({
    updated: z.string(),
    entry: z.array(z.object({ id: z.string(), title: z.string(), updated: z.string() })).default([]),
    'at:deleted-entry': z
      .array(z.object({ '@ref': z.string(), '@when': z.string(), 'at:comment': z.string().optional() }))
      .default([]),
  }),
});

function readByFastXml(xml: string): ReadBack {
  const { feed } = parsed.parse(parser.parse(xml));
  const deleted = feed['at:deleted-entry'].map((d) => ({ ref: d['@ref'], when: d['@when'], comment: d['at:comment'] }));
  return { updated: feed.updated, entries: feed.entry, deleted };
}

const ATOM = 'http://www.w3.org/2005/Atom';
const TOMBSTONES = 'http://purl.org/atompub/tombstones/1.0';
/** By namespaces, of which the other knows nothing. */
function readBySaxes(xml: string): ReadBack {
  const read: ReadBack = { updated: '', entries: [], deleted: [] };
  const saxes = new SaxesParser({ xmlns: true });
  const path: string[] = [];
  let text = '';
  saxes.on('opentag', ({ uri, local, attributes }) => {
    path.push(`{${uri}}${local}`);
    text = '';
    const where = path.slice(1).join('/');
    if (where === `{${ATOM}}entry`) read.entries.push({ id: '', title: '', updated: '' });
    if (where !== `{${TOMBSTONES}}deleted-entry`) return;
    read.deleted.push({ ref: attributes.ref?.value ?? '', when: attributes.when?.value ?? '', comment: undefined });
  });
  saxes.on('text', (more) => {
    text += more;
  });
  saxes.on('closetag', () => {
    const where = path.slice(1).join('/');
    const [entry, gone] = [read.entries.at(-1), read.deleted.at(-1)];
    if (where === `{${ATOM}}updated`) read.updated = text;
    for (const name of ['id', 'title', 'updated'] as const) {
      if (entry && where === `{${ATOM}}entry/{${ATOM}}${name}`) entry[name] = text;
    }
    if (gone && where === `{${TOMBSTONES}}deleted-entry/{${TOMBSTONES}}comment`) gone.comment = text;
    path.pop();
  });
  saxes.on('error', (error) => {
    throw error;
  });
  saxes.write(xml).close();
  return read;
}

const tagOf = (id: string) => `tag:news.example,2026:article/${id}`;

describe('the feed of changes, after any history', () => {
  const histories = fc.array(step, { maxLength: 30 });
  const played = (steps: Step[], each: (world: World) => void = () => {}) => {
    const world = new World();
    steps.forEach((step, n) => {
      world.take(step, n);
      each(world);
    });
    return world;
  };

  it('has one row for each article that was ever to be seen, where it changed last, an entry while it is to be seen', () => {
    const expectRows = (world: World) => {
      const seen = [...world.articles.values()].filter((a) => a.publishedAt);
      const expected = seen.map((a) => [`${a.changedAt}#${a.id}`, !a.visible]);
      const found = world.rows().map(([key, row]) => [key, 'gone' in row]);
      expect(found).toEqual(expected.sort(([a], [b]) => (String(a) < String(b) ? 1 : -1)));
    };
    fc.assert(fc.property(histories, (steps) => void played(steps, expectRows)));
  });

  it('never says that an article changed before it did: neither before it came out nor before it was written', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        for (const article of played(steps).articles.values()) {
          if (!article.changedAt) continue;
          expect(article.changedAt >= (article.publishedAt ?? '')).toBe(true);
          expect(article.changedAt >= article.updatedAt).toBe(true);
        }
      }),
    );
  });

  it('reads the same to two parsers that are not ours: each article once, under one id, nothing of what is gone', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (steps) => {
        const world = played(steps);
        const xml = await render(world);
        const feed = readByFastXml(xml);
        expect(readBySaxes(xml)).toEqual(feed);

        const seen = [...world.articles.values()].filter((a) => a.publishedAt);
        const isShown = (a: Article) => a.visible && (a.expires === undefined || world.now < a.expires);
        expect(feed.entries.map(({ id }) => id).sort()).toEqual(
          seen
            .filter(isShown)
            .map(({ id }) => tagOf(id))
            .sort(),
        );
        expect(feed.deleted.map(({ ref }) => ref).sort()).toEqual(
          seen
            .filter((a) => !isShown(a))
            .map(({ id }) => tagOf(id))
            .sort(),
        );
        for (const article of seen) {
          const entry = feed.entries.find(({ id }) => id === tagOf(article.id));
          expect(entry?.title).toBe(isShown(article) ? article.headline : undefined);
          if (!isShown(article)) expect(xml).not.toContain(`Headline ${article.id}`);
        }
        for (const { ref, comment } of feed.deleted) {
          expect(comment).toBe(seen.find(({ id }) => ref === tagOf(id))?.goneReason);
        }
      }),
    );
  });

  it('has the times of its entries in their order, no two alike, the feed’s own the last of them', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (steps) => {
        const { updated, entries, deleted } = readBySaxes(await render(played(steps)));
        // Without the zone, after which a fraction of more digits would stand as text: 00.000001 is later than 00.000.
        const times = entries.map((entry) => entry.updated.replace('Z', ''));
        expect(times).toEqual([...new Set(times)].sort().reverse());
        const newest = [...times, ...deleted.map(({ when }) => when)].sort().at(-1);
        expect(updated.slice(0, 23)).toBe((newest ?? '2026-01-01T00:00:00.000Z').slice(0, 23));
      }),
    );
  });

  it('has what is gone before what is there, as the RELAX NG of Atom wants it', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (steps) => {
        const tags = [...(await render(played(steps))).matchAll(/<(entry|at:deleted-entry)[ >]/g)].map(
          ([, tag]) => tag,
        );
        expect(tags).toEqual(tags.toSorted());
      }),
    );
  });

  const content = (id: string, fields: Partial<ArticleDocument>): Step => ({ id, late: 0, act: 'content', fields });
  const [first = '', second = ''] = IDS;

  it('says that an article came when its time had come, and went when it expired, though nobody touched it', async () => {
    const world = new World();
    const tickAt = (n: number) => world.take({ id: first, late: 0, act: 'tick' }, n);
    world.take(content(first, { embargoed: minute(5), expires: minute(10) }), 1);
    expect(readByFastXml(await render(world))).toMatchObject({ entries: [], deleted: [] });
    tickAt(6);
    expect(readByFastXml(await render(world)).entries).toMatchObject([{ updated: minute(5) }]);
    tickAt(11);
    expect(readByFastXml(await render(world)).deleted).toMatchObject([{ ref: tagOf(first), when: minute(10) }]);
  });

  it('is to the byte what it will be when the clock has taken away what has expired', async () => {
    const world = new World();
    world.take(content(first, { expires: minute(5) }), 1);
    world.take(content(second, {}), 4);
    world.now = minute(6);
    const before = await render(world);
    expect(readByFastXml(before)).toMatchObject({ updated: minute(5), deleted: [{ when: minute(5) }] });
    world.take({ id: first, late: 0, act: 'tick' }, 6);
    expect(await render(world)).toBe(before);
  });

  it('shows the 200 that changed last', async () => {
    const world = new World();
    const ids = Array.from(
      { length: 201 },
      (_, i) => `a${String.fromCharCode(97 + (i % 16))}`.padEnd(14, 'b') + letters(i),
    );
    ids.forEach((id, i) => {
      world.take({ id, late: 0, act: 'content', fields: {} }, i);
    });
    const { entries } = readByFastXml(await render(world));
    expect(entries.map(({ id }) => id)).toEqual(ids.slice(1).reverse().map(tagOf));
  });
});

const letters = (i: number) => String.fromCharCode(97 + Math.floor(i / 20), 97 + (i % 20));

describe('a writer of it that sleeps', () => {
  it('between its reading and its writing does not bring back what was killed, though the bytes were the same again', async () => {
    const world = new World();
    const objects = new FakeObjects();
    const deps = { objects, remembered: new Lru<string>(10), rest: () => Promise.resolve() };
    const write = () => converge(changesTarget(world.deps), { ...deps, remembered: new Lru<string>(10) });
    await write();
    const empty = objects.bodies.get(KEY);

    const killed = new World();
    killed.take({ id: 'aaaaaaaaaaaaaaaa', late: 0, act: 'content', fields: {} }, 1);
    // The sleeper reads B; while it is on its way with that, the table and the object are A again.
    let reads = 0;
    const sleepy: ChangesDeps = {
      ...world.deps,
      feeds: { ...world.deps.feeds, changes: (limit) => (reads++ === 0 ? killed : world).deps.feeds.changes(limit) },
    };
    await converge(changesTarget(sleepy), deps);
    expect(reads).toBeGreaterThan(1);
    expect(objects.requests.filter((request) => request.startsWith('PUT'))).toHaveLength(3);
    expect(objects.bodies.get(KEY)).toBe(empty);
  });

  it('does not overtake a kill that was published meanwhile', async () => {
    const world = new World();
    world.take({ id: 'aaaaaaaaaaaaaaaa', late: 0, act: 'content', fields: {} }, 1);
    let isKilled = false;
    const objects: FakeObjects = new FakeObjects(async (what) => {
      if (what !== `PUT ${KEY} →` || isKilled) return;
      isKilled = true;
      world.take({ id: 'aaaaaaaaaaaaaaaa', late: 0, act: 'editor', op: 'kill' }, 2);
      await converge(changesTarget(world.deps), { objects, remembered: new Lru<string>(10) });
    });
    await converge(changesTarget(world.deps), { objects, remembered: new Lru<string>(10) });
    const feed = readByFastXml(objects.bodies.get(KEY) ?? '');
    expect(feed.entries).toEqual([]);
    expect(feed.deleted).toMatchObject([{ ref: tagOf('aaaaaaaaaaaaaaaa'), when: minute(2) }]);
  });
});
