import { type PageDeps, pageTarget } from './article/page-target.ts';
import { type ConvergeDeps, type Converged, converge } from './feed/converge.ts';
import { type FeedDeps, feedTarget } from './feed/feed-target.ts';
import type { FeedView } from './feed/feed-view.ts';
import { inParallel } from './in-parallel.ts';
import { Lru } from './lru.ts';

export type PublisherDeps = PageDeps & FeedDeps & ConvergeDeps;

/** An article that changed no later than this has had its page from whoever read that change, minutes ago. */
const FRESH_MS = 15 * 60_000;
const REMEMBERED_PAGES = 5000;
const WIDTH = 8;

/** What writes the public bucket: every page and every feed goes through here, whoever asks and however many at once. */
export class Publisher {
  readonly deps: PublisherDeps;
  /** Articles whose page this process has seen to. */
  readonly #withPage = new Lru<true>(REMEMBERED_PAGES);

  constructor(deps: PublisherDeps) {
    this.deps = deps;
  }

  /**
   * Makes an article's page what the table says, be that its absence. A new page takes HEAD, GetItem, GET (content), PUT,
   * GetItem; a page that is right already HEAD, GetItem, and GET once a version and process.
   */
  async convergePage(articleId: string): Promise<Converged> {
    const target = pageTarget(articleId, this.deps);
    let isThere = false;
    const converged = await converge(
      {
        ...target,
        read: async () => {
          const view = await target.read();
          isThere = view !== 'absent';
          return view;
        },
      },
      this.deps,
    );
    if (isThere) this.#withPage.set(articleId, true);
    else this.#withPage.delete(articleId);
    return converged;
  }

  /**
   * Makes all files of a feed what the table says. A changed feed takes Query, 4 PUT, Query when this process wrote it last,
   * and 4 HEAD before that otherwise; a feed that is right already Query and 4 HEAD. Entries without a card take a GET each,
   * once a version and process. An article that is in the table's feed already, though its own record is still to be read,
   * has its page seen to first: no feed leads a reader to a page that is not there yet.
   */
  convergeFeed(feedId: string): Promise<Converged> {
    const prepare = (view: FeedView) => this.#seeToPages(view);
    return converge({ ...feedTarget(feedId, this.deps), prepare }, this.deps);
  }

  async #seeToPages({ items }: FeedView): Promise<void> {
    const since = new Date(this.deps.clock().getTime() - FRESH_MS).toISOString();
    const unseen = items.filter((item) => item.updatedAt > since && !this.#withPage.get(item.articleId));
    await inParallel(unseen, WIDTH, (item) => this.convergePage(item.articleId));
  }
}
