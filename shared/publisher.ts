import { type PageDeps, pageTarget } from './article/page-target.ts';
import { type ConvergeDeps, type Converged, converge } from './feed/converge.ts';
import { type FeedDeps, feedTarget } from './feed/feed-target.ts';

export type PublisherDeps = PageDeps & FeedDeps & ConvergeDeps;

/** What writes the public bucket: every page and every feed goes through here, whoever asks and however many at once. */
export class Publisher {
  readonly deps: PublisherDeps;

  constructor(deps: PublisherDeps) {
    this.deps = deps;
  }

  /**
   * Makes an article's page what the table says, be that its absence. A new page takes HEAD, GetItem, GET (content), PUT,
   * GetItem; a page that is right already HEAD, GetItem, and GET once a version and process.
   */
  convergePage(articleId: string): Promise<Converged> {
    return converge(pageTarget(articleId, this.deps), this.deps);
  }

  /**
   * Makes all files of a feed what the table says. A changed feed takes Query, 4 PUT, Query when this process wrote it last,
   * and 4 HEAD before that otherwise; a feed that is right already Query and 4 HEAD. Entries without a card take a GET each,
   * once a version and process.
   */
  convergeFeed(feedId: string): Promise<Converged> {
    return converge(feedTarget(feedId, this.deps), this.deps);
  }
}
