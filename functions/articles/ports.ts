import type { Article } from '../../shared/article/article.ts';
import type { ArticleDocument } from '../../shared/article/document.ts';
import type { UploadVersion } from '../../shared/article/upload.ts';
import type { FeedEntry } from '../../shared/feed/feed-entry.ts';
import type { Site } from '../../shared/site.ts';
import type { Instant } from '../../shared/time.ts';

/** A slice of a feed, newest first: between two instants, after a position of an earlier page. */
export interface EntryQuery {
  feedId: string;
  from?: Instant;
  to?: Instant;
  after?: string;
  limit: number;
}

/** An entry with its place in the feed, from which a next page starts. */
export interface PlacedEntry {
  position: string;
  entry: FeedEntry;
}

export interface Articles {
  /** Eventually consistent: a reader's list may be a moment behind. `more` tells whether entries follow. */
  entries(query: EntryQuery): Promise<{ entries: PlacedEntry[]; more: boolean }>;
  article(id: string): Promise<Article | undefined>;
}

export interface Documents {
  document(articleId: string, version: number): Promise<ArticleDocument>;
}

export interface Counts {
  /** The number of published comments of each of these articles, in their order. */
  of(articleIds: readonly string[]): Promise<number[]>;
}

export interface Uploads {
  /** Every version of this key, newest first. */
  versions(key: string): Promise<UploadVersion[]>;
  /** Quarantined versions of all keys, newest first. */
  quarantined(query: { after?: string; limit: number }): Promise<{ versions: UploadVersion[]; next?: string }>;
}

export interface Deps {
  articles: Articles;
  documents: Documents;
  counts: Counts;
  uploads: Uploads;
  site: Site;
}
