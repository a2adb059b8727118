import type { Bound, Bounds } from '../../../../shared/feed/archive/bounds.ts';
import { sortKeyOf } from '../../../../shared/feed/archive/bounds.ts';
import type { FeedEntry } from '../../../../shared/feed/feed-entry.ts';
import type { KeyRange } from '../../../../shared/feed/feed-target.ts';
import { Lru } from '../../../../shared/lru.ts';
import { Publisher, type PublisherDeps } from '../../../../shared/publisher.ts';
import { FakeObjects } from '../fake-objects.ts';
import { CARD, ENTRY, SITE } from '../fixtures.ts';

type Pause = (what: string) => Promise<unknown>;

/** What the stream has of a change of the feed. */
export type Change = { entry: string } | { bound: Bound };

/** One feed in a table that is read consistently, the stream of its changes, and a bucket. Every request pauses if told to. */
export class FakeFeed implements Bounds {
  readonly feedId: string;
  readonly table = new Map<string, FeedEntry>();
  readonly cuts = new Set<Bound>();
  /** When the parts that begin at these bounds changed last. */
  readonly notes = new Map<Bound, string>();
  readonly stream: Change[] = [];
  readonly objects: FakeObjects;
  readonly #pause: Pause;

  constructor(feedId = 'all', pause: Pause = () => Promise.resolve()) {
    this.feedId = feedId;
    this.#pause = pause;
    this.objects = new FakeObjects(pause);
  }

  /** An article comes, changes (another `updatedAt`) or, without one, goes. */
  put(id: string, publishedAt: string, updatedAt: string | undefined = publishedAt): void {
    const entry = sortKeyOf({ publishedAt, id });
    this.table.set(entry, { ...ENTRY, id, publishedAt, updatedAt, card: { ...CARD, headline: `Headline of ${id}` } });
    this.stream.push({ entry });
  }

  remove(id: string, publishedAt: string): void {
    const entry = sortKeyOf({ publishedAt, id });
    if (this.table.delete(entry)) this.stream.push({ entry });
  }

  publisher(objects = this.objects): Publisher {
    const deps: PublisherDeps = {
      articles: { article: () => Promise.resolve(undefined) },
      documents: {
        document: () => Promise.reject(new Error('every entry has its card')),
        images: () => Promise.reject(new Error('no entry has images')),
      },
      images: {
        inFolder: () => Promise.resolve([]),
        named: () => Promise.resolve([]),
        wantedBy: () => Promise.resolve([]),
      },
      notes: { ask: () => Promise.resolve() },
      media: { list: () => Promise.resolve(new Map()), copy: () => Promise.resolve(), remove: () => Promise.resolve() },
      feeds: {
        entries: (_, limit, range) => this.#after(() => this.#entries(limit, range)),
        changes: () => Promise.resolve([]),
        name: () => Promise.resolve(undefined),
        registered: async function* () {},
      },
      bounds: this,
      objects,
      remembered: new Lru(1000),
      rest: () => Promise.resolve(),
      site: SITE,
      // Long after, so that no article's page is asked for.
      clock: () => new Date('2036-06-01T00:00:00.000Z'),
    };
    return new Publisher(deps);
  }

  /** Hands the stream to a publisher, a batch at a time, until nothing new comes. */
  async settle(publisher = this.publisher(), batch = 100): Promise<void> {
    while (this.stream.length > 0) await this.handle(publisher, this.stream.splice(0, batch));
  }

  async handle(publisher: Publisher, changes: readonly Change[]): Promise<void> {
    await publisher.convergeFeed(this.feedId, {
      entries: changes.flatMap((change) => ('entry' in change ? [change.entry] : [])),
      bounds: changes.flatMap((change) => ('bound' in change ? [change.bound] : [])),
    });
  }

  newest: Bounds['newest'] = (_, limit, below) =>
    this.#after(() => {
      const wanted = this.#sortedCuts().filter(
        (bound) => below === undefined || ('before' in below ? bound < below.before : bound <= below.upTo),
      );
      return wanted.reverse().slice(0, limit);
    });

  after: Bounds['after'] = (_, from = '') => this.#after(() => this.#sortedCuts().find((bound) => bound > from));

  async *all() {
    const cuts = await this.#after(() => this.#sortedCuts());
    yield* cuts.map((bound) => ({ bound, changedAt: this.notes.get(bound) }));
  }

  add: Bounds['add'] = (_, bound) =>
    this.#after(() => {
      if (this.cuts.has(bound)) return;
      this.cuts.add(bound);
      this.stream.push({ bound });
    });

  changedAt: Bounds['changedAt'] = (_, bound) => this.#after(() => this.notes.get(bound));

  note: Bounds['note'] = (_, bound, { from, to }) =>
    this.#after(() => {
      if (this.notes.get(bound) !== from) return;
      if (to === undefined) this.notes.delete(bound);
      else this.notes.set(bound, to);
    });

  #sortedCuts = () => [...this.cuts].sort();

  #entries(limit: number, { from = '', below, oldestFirst }: KeyRange = {}): FeedEntry[] {
    const keys = [...this.table.keys()].sort().filter((key) => {
      if (key < from) return false;
      return below === undefined || ('before' in below ? key < below.before : key <= below.upTo);
    });
    if (!oldestFirst) keys.reverse();
    return keys.slice(0, limit).flatMap((key) => this.table.get(key) ?? []);
  }

  async #after<T>(act: () => T): Promise<T> {
    await this.#pause('table →');
    const answer = act();
    await this.#pause('table ←');
    return answer;
  }
}
