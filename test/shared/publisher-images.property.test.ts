import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Article } from '../../shared/article/article.ts';
import { type Image, mediaKey } from '../../shared/article/image.ts';
import type { Media } from '../../shared/article/page-media.ts';
import { Lru } from '../../shared/lru.ts';
import { Publisher, type PublisherDeps } from '../../shared/publisher.ts';
import { DOCUMENT, publishedArticle } from './article/article-fixtures.ts';
import { FakeObjects } from './feed/fake-objects.ts';
import { SITE } from './feed/fixtures.ts';

const ARTICLE: Article = { ...publishedArticle(), publishedAt: '2026-11-20T07:00:00.000Z', visible: true };
const FOLDER = ARTICLE.source.key.replace(/\.[^.]+$/, '');

const imageOf = (name: string, letter: string): Image => {
  const rendition = { name: 'original.jpg', type: 'image/jpeg' as const, width: 4, height: 3, bytes: 7 };
  const asset = {
    assetId: letter.repeat(16),
    type: 'image/jpeg' as const,
    width: 4,
    height: 3,
    renditions: [rendition],
  };
  return { schemaVersion: 1, key: `${FOLDER}/${name}`, versionId: 'v', ...asset };
};

/** The table's state, and a public bucket whose every request pauses. */
class World {
  visible = false;
  readonly images = new Map<string, Image>();
  readonly copies = new Set<string>();
  readonly objects: FakeObjects;
  /** Runs before copies are removed: where a test lets somebody else in. */
  beforeRemoval: () => Promise<void> = () => Promise.resolve();
  readonly #pause: () => Promise<unknown>;

  constructor(pause: () => Promise<unknown>) {
    this.#pause = pause;
    this.objects = new FakeObjects(pause);
  }

  publisher(): Publisher {
    const deps: PublisherDeps = {
      articles: { article: () => this.#after(() => ({ ...ARTICLE, visible: this.visible })) },
      documents: { document: () => Promise.resolve(DOCUMENT), images: () => Promise.reject(new Error('no entries')) },
      images: {
        inFolder: () => this.#after(() => [...this.images.values()].sort((a, b) => (a.key < b.key ? -1 : 1))),
        named: () => Promise.resolve([]),
        wantedBy: () => Promise.resolve([ARTICLE.id]),
      },
      media: this.#media(),
      notes: { ask: () => Promise.resolve() },
      feeds: {
        entries: () => Promise.resolve([]),
        changes: () => Promise.resolve([]),
        name: () => Promise.resolve(undefined),
        registered: async function* () {},
      },
      bounds: {
        newest: () => Promise.resolve([]),
        after: () => Promise.resolve(undefined),
        all: async function* () {},
        add: () => Promise.resolve(),
        changedAt: () => Promise.resolve(undefined),
        note: () => Promise.resolve(),
      },
      objects: this.objects,
      remembered: new Lru(10),
      rest: () => Promise.resolve(),
      site: SITE,
      clock: () => new Date('2026-11-20T08:00:00.000Z'),
    };
    return new Publisher(deps);
  }

  #media(): Media {
    return {
      list: () => this.#after(() => new Map([...this.copies].map((key) => [key, 7]))),
      copy: ({ to }) => this.#after(() => void this.copies.add(to)),
      remove: async (keys) => {
        await this.beforeRemoval();
        await this.#after(() => void keys.map((key) => this.copies.delete(key)));
      },
    };
  }

  async #after<T>(act: () => T): Promise<T> {
    await this.#pause();
    const answer = act();
    await this.#pause();
    return answer;
  }
}

type Act = { put: string; letter: string } | { remove: string } | { visible: boolean };

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ put: fc.constantFrom('a.jpg', 'b.jpg'), letter: fc.constantFrom('x', 'y', 'z') }),
  fc.record({ remove: fc.constantFrom('a.jpg', 'b.jpg') }),
  fc.record({ visible: fc.boolean() }),
);

function change(world: World, what: Act): void {
  if ('put' in what) world.images.set(what.put, imageOf(what.put, what.letter));
  else if ('remove' in what) world.images.delete(what.remove);
  else world.visible = what.visible;
}

describe('a page and its copies of images', () => {
  it('are what the table says, whatever came first and however its publishers interleave', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.record({ act, by: fc.nat(2), after: fc.nat(40) }), { minLength: 1, maxLength: 7 }),
        async (scheduler, steps) => {
          const world = new World(() => scheduler.schedule(Promise.resolve()));
          const publishers = [world.publisher(), world.publisher(), world.publisher()];
          const work = steps.map(async ({ act: what, by, after }) => {
            // Late enough, now and then, for the others to have come to their end.
            for (let i = 0; i <= after; i++) await scheduler.schedule(Promise.resolve());
            change(world, what);
            await publishers[by]?.convergePage(ARTICLE.id);
          });
          await scheduler.waitFor(Promise.all(work));

          const page = world.objects.bodies.get(`pages/${ARTICLE.id}.html`);
          const shown = world.visible ? [...world.images.values()] : [];
          expect(page !== undefined).toBe(world.visible);
          const expected = shown.map(({ assetId }) => mediaKey(ARTICLE.id, assetId, 'original.jpg'));
          expect([...world.copies].sort()).toEqual([...new Set(expected)].sort());
          for (const key of expected) expect(page).toContain(`src="/${key}"`);
          expect(page?.match(/<img /g)?.length ?? 0).toBe(shown.length);
        },
      ),
      { numRuns: 2000 },
    );
  }, 60_000);

  it('are there although somebody removed them who had not heard that they are wanted again', async () => {
    const world = new World(() => Promise.resolve());
    world.visible = true;
    world.images.set('a.jpg', imageOf('a.jpg', 'x'));
    await world.publisher().convergePage(ARTICLE.id);
    world.images.clear();
    world.beforeRemoval = async () => {
      world.beforeRemoval = () => Promise.resolve();
      world.images.set('a.jpg', imageOf('a.jpg', 'x'));
      await world.publisher().convergePage(ARTICLE.id);
    };
    await world.publisher().convergePage(ARTICLE.id);
    expect([...world.copies]).toEqual([mediaKey(ARTICLE.id, 'x'.repeat(16), 'original.jpg')]);
    expect(world.objects.bodies.get(`pages/${ARTICLE.id}.html`)).toContain('<img ');
  });
});
