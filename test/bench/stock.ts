import type { Bound } from '../../shared/feed/archive/bounds.ts';
import { ENOUGH_OF_FEED, tailCut } from '../../shared/feed/archive/cuts.ts';
import { entryOf } from '../../shared/feed/entry-of.ts';
import type { FeedEntry } from '../../shared/feed/feed-entry.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import { boundKey, feedKey } from '../../shared/store/editorial-keys.ts';
import type { Item } from '../../shared/store/expressions.ts';
import type { WiredNewsroom } from '../wire/wired-newsroom.ts';
import type { Progress } from './scenario.ts';
import { storedArticle } from './stored-article.ts';

const DAY_MS = 86_400_000;
/** An article every quarter of an hour: 100,000 are nearly three years. */
const EVERY_MS = 15 * 60_000;
/** Nothing of then is news, of which a rebuild reads all. */
const UNTIL_MS = 3 * DAY_MS;
const BATCH = 500;
const SAID_EVERY = 5000;
const WRITERS = 8;

/** What a publisher knows of a feed when it cuts its tail. */
interface Tail {
  newest: FeedEntry[];
  last: Bound | undefined;
}

/**
 * Articles that were published one after the other long ago, with the bounds of their feeds' archives where the publications
 * would have cut them. Those that are added are newer, as a newsroom grows.
 */
export class Stock {
  readonly #newsroom: WiredNewsroom;
  readonly #progress: Progress;
  readonly #first: number;
  readonly #tails = new Map<string, Tail>();
  #stored = 0;

  /** `most`: how many there are to be in the end. */
  constructor(newsroom: WiredNewsroom, most: number, progress: Progress) {
    this.#newsroom = newsroom;
    this.#progress = progress;
    this.#first = Date.now() - UNTIL_MS - most * EVERY_MS;
  }

  /** When the n-th was published; those that are not stored may be uploaded as of then. */
  at(n: number): string {
    return new Date(this.#first + n * EVERY_MS).toISOString();
  }

  async growTo(articles: number): Promise<void> {
    while (this.#stored < articles) {
      const size = Math.min(BATCH, articles - this.#stored);
      const made = Array.from({ length: size }, (_, i) => storedArticle(this.#stored + i, this.at(this.#stored + i)));
      const bounds = made.flatMap(({ article, feeds }) => feeds.flatMap((id) => this.#append(id, entryOf(article))));
      await this.#newsroom.stock([...made.flatMap(({ items }) => items), ...bounds]);
      await inParallel(made, WRITERS, ({ content }) => this.#newsroom.stockContent(content.key, content.document));
      this.#stored += size;
      if (this.#stored % SAID_EVERY === 0) this.#progress(`stored ${this.#stored} articles`);
    }
  }

  /** The items that a publication to this feed adds: the feed itself, and bounds. */
  #append(feedId: string, entry: FeedEntry): Item[] {
    const tail = this.#tails.get(feedId);
    const newest = [entry, ...(tail?.newest ?? [])].slice(0, ENOUGH_OF_FEED);
    const cut = tailCut(newest, tail?.last);
    this.#tails.set(feedId, { newest, last: cut ?? tail?.last });
    return [
      ...(tail ? [] : [{ ...feedKey(feedId), schemaVersion: 1 }]),
      ...(cut === undefined ? [] : [{ ...boundKey(feedId, cut), schemaVersion: 1 }]),
    ];
  }
}
