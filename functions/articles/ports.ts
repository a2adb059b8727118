import type { ReplayUpload } from '../../events/replay-upload.ts';
import type { Article } from '../../shared/article/article.ts';
import type { Images } from '../../shared/article/article-images.ts';
import type { ActRecord, ContentRecord } from '../../shared/article/history.ts';
import type { Refusal } from '../../shared/article/refusal.ts';
import type { ShownUpload } from '../../shared/article/shown-upload.ts';
import type { Transition } from '../../shared/article/transition.ts';
import type { UploadOutcome, UploadVersion } from '../../shared/article/upload.ts';
import type { FeedEntry } from '../../shared/feed/feed-entry.ts';
import type { NamedFeed } from '../../shared/feed/feed-id.ts';
import type { Documents, ImageDocuments } from '../../shared/feed/resolve-entry.ts';
import type { Site } from '../../shared/site.ts';
import type { Instant } from '../../shared/time.ts';
import type { KeptAnswer } from './kept-answer.ts';

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

export interface Counts {
  /** The number of published comments of each of these articles, in their order. */
  of(articleIds: readonly string[]): Promise<number[]>;
}

export interface Uploads {
  /** Every version of this key, newest first. */
  versions(key: string): Promise<UploadVersion[]>;
  /** Quarantined versions of all keys, newest first. */
  quarantined(query: { after?: string; limit: number }): Promise<{ versions: UploadVersion[]; next?: string }>;
  /** The same, those that hold several articles with what became of each. */
  withParts(versions: readonly UploadVersion[]): Promise<ShownUpload[]>;
}

/** Everything that an editor's act changes: written in one transaction or not at all. */
export interface ActChange {
  transition: Transition;
  act: ActRecord;
  /** What the upload that the article's content came from comes to, where the act changes that. */
  restated?: { key: string; versionId: string; outcome: UploadOutcome; reason?: Refusal };
  /** The answer to be given again, where the editor's client gave an Idempotency-Key. */
  answer?: KeptAnswer;
}

/** The editorial table as editors work on it. Reads are strongly consistent. */
export interface Desk {
  article(id: string): Promise<Article | undefined>;
  history(id: string): Promise<{ contents: ContentRecord[]; acts: ActRecord[] }>;
  /** Makes sure that the registry knows these feeds, before any entry of theirs can exist. */
  registerFeeds(feeds: readonly NamedFeed[]): Promise<void>;
  /** False when somebody else changed the article, or gave an answer under the same key, first. */
  commit(change: ActChange): Promise<boolean>;
}

/** The answers that were given under Idempotency-Keys. Reads are strongly consistent. */
export interface Answers {
  /** The one that was given under this key's hash, be it expired or not. */
  find(hash: string): Promise<KeptAnswer | undefined>;
  /** False when one was given under the same key first. */
  keep(answer: KeptAnswer): Promise<boolean>;
}

export interface Replays {
  /** Has the upload run again, soon. */
  ask(replay: ReplayUpload): Promise<void>;
}

export interface Deps {
  articles: Articles;
  documents: Documents;
  imageDocuments: ImageDocuments;
  /** Eventually consistent. */
  images: Images;
  counts: Counts;
  uploads: Uploads;
  desk: Desk;
  answers: Answers;
  replays: Replays;
  /** The OpenAPI document of the whole API. */
  description(): Promise<unknown>;
  site: Site;
}
