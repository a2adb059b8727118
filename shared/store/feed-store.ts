import * as z from 'zod';
import { type Change, change, type FeedEntry, feedEntry } from '../feed/feed-entry.ts';
import { CHANGES, type NamedFeed } from '../feed/feed-id.ts';
import type { FeedEntries, KeyRange } from '../feed/feed-target.ts';
import type { Registry } from '../feed/opml.ts';
import { Lru } from '../lru.ts';
import { feedKey } from './editorial-keys.ts';
import type { SortKeyBounds } from './expressions.ts';
import type { Table } from './table.ts';

const feedItem = z.object({ sk: z.string() });
const registered = z.object({ name: z.string().optional() });

const REMEMBERED = 10_000;

/** Feeds in the editorial table: which there are, and what is in them. All reads are strongly consistent. */
export class FeedStore implements FeedEntries, Registry {
  readonly #table: Table;
  readonly #registered = new Lru<true>(REMEMBERED);
  readonly #names = new Lru<{ name: string | undefined }>(REMEMBERED);

  constructor(table: Table) {
    this.#table = table;
  }

  /** The newest entries, newest first, the higher id first among equals. One query a MB; at most 50 KB for 50 entries. */
  async entries(feedId: string, limit: number, range: KeyRange = {}): Promise<FeedEntry[]> {
    const entries: FeedEntry[] = [];
    const query = { pk: `FEED#${feedId}`, newestFirst: !range.oldestFirst, consistent: true, ...boundsOf(range) };
    const excluded = range.below && 'before' in range.below ? range.below.before : undefined;
    // A range takes both its ends: one more, for the end that is not wanted.
    for await (const item of this.#table.queryAll({ ...query, limit: excluded === undefined ? limit : limit + 1 })) {
      if (feedItem.parse(item).sk !== excluded) entries.push(feedEntry.parse(item));
      // Before another page is asked for.
      if (entries.length === limit) break;
    }
    return entries;
  }

  /** The last changes of articles, newest first. */
  async changes(limit: number): Promise<Change[]> {
    const page = await this.#table.query({ pk: `FEED#${CHANGES}`, newestFirst: true, limit, consistent: true });
    return page.items.map((item) => change.parse(item));
  }

  /** Every entry, oldest first, after the given sort key. Sort keys come along, to resume from. */
  async *allEntries(feedId: string, after?: string): AsyncGenerator<{ sk: string; entry: FeedEntry }> {
    const query = { pk: `FEED#${feedId}`, consistent: true, ...(after !== undefined && { sk: { after } }) };
    for await (const item of this.#table.queryAll(query)) {
      yield { sk: feedItem.parse(item).sk, entry: feedEntry.parse(item) };
    }
  }

  /**
   * Makes sure that the registry knows the feed, before any entry of it can exist. A warm process asks once a feed; a feed
   * is never taken off the registry, for an empty one is still somebody's subscription.
   */
  async register({ feedId, name }: NamedFeed): Promise<void> {
    if (this.#registered.get(feedId)) return;
    const known = await this.#table.get(feedKey(feedId));
    const item = { ...feedKey(feedId), schemaVersion: 1, ...(name !== undefined && { name }) };
    if (!known) await this.#table.transact([{ put: item, if: 'notExists' }]);
    this.#registered.set(feedId, true);
  }

  /** The same of several feeds. */
  async registerAll(feeds: readonly NamedFeed[]): Promise<void> {
    await Promise.all(feeds.map((feed) => this.register(feed)));
  }

  /** What the registry says the feed's subject is called. It never says otherwise: a warm process asks once a feed. */
  async name(feedId: string): Promise<string | undefined> {
    const known = this.#names.get(feedId);
    if (known) return known.name;
    const item = await this.#table.get(feedKey(feedId), { consistent: true });
    if (!item) return undefined;
    const { name } = registered.parse(item);
    this.#names.set(feedId, { name });
    return name;
  }

  /** All feeds, sorted by their ids. */
  async *registered(): AsyncGenerator<NamedFeed> {
    for await (const item of this.#table.queryAll({ pk: 'FEEDS', consistent: true })) {
      const feed = { feedId: feedItem.parse(item).sk, name: registered.parse(item).name };
      this.#names.set(feed.feedId, feed);
      yield feed;
    }
  }
}

function boundsOf({ from, below }: KeyRange): { sk?: SortKeyBounds } {
  const to = below && ('before' in below ? below.before : below.upTo);
  if (from === undefined && to === undefined) return {};
  return { sk: { ...(from !== undefined && { from }), ...(to !== undefined && { to }) } };
}
