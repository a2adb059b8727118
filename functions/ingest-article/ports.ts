import type { ImageUpload } from '../../events/make-renditions.ts';
import type { Article } from '../../shared/article/article.ts';
import type { Identity } from '../../shared/article/article-id.ts';
import type { Images as StandingImages } from '../../shared/article/article-images.ts';
import type { ArticleDocument, ContentDocument } from '../../shared/article/document.ts';
import type { Image } from '../../shared/article/image.ts';
import type { ImagesDocument } from '../../shared/article/noted-images.ts';
import type { Refusal } from '../../shared/article/refusal.ts';
import type { Transition } from '../../shared/article/transition.ts';
import type { SkippedItem, UploadHead, UploadOutcome, UploadVersion } from '../../shared/article/upload.ts';
import type { NamedFeed } from '../../shared/feed/feed-id.ts';
import type { Documents } from '../../shared/feed/resolve-entry.ts';
import type { SavedFeeds } from '../../shared/feed/saved-feed.ts';
import type { Clock, Instant } from '../../shared/time.ts';

export interface StoredObject {
  body: Uint8Array;
  contentType?: string;
  /** The `x-amz-meta-*` values by lowercase name. */
  metadata: Record<string, string>;
  storedAt: Instant;
}

/** An object over the limit of articles, of which only the beginning was read. */
export interface OversizeObject {
  beginning: Uint8Array;
  /** Bytes. */
  size: number;
}

export type Stored = StoredObject | OversizeObject | 'gone';

/** The uploads bucket. */
export interface Uploads {
  /** This version of the object; `gone` when it was deleted for good meanwhile. */
  read(key: string, versionId: string): Promise<Stored>;
}

/** The queue of images, whose reader answers through the upload queue. */
export interface Images {
  handOn(upload: ImageUpload): Promise<void>;
}

/** The content bucket, beside what `documents` read of it. */
export interface Contents {
  /** Writes the document unless its place is taken; `taken` when another content stands there. */
  create(content: ContentDocument): Promise<'created' | 'taken'>;
  /** Writes the document unless it stands: by its id it is the same then. */
  keepImages(images: ImagesDocument): Promise<void>;
}

/** What an outcome of an earlier object version becomes when this event is committed. */
export interface Restated {
  key: string;
  versionId: string;
  outcome: UploadOutcome;
}

/** Everything that one event changes: written in one transaction or not at all. */
export interface Change {
  head: { before: UploadHead | undefined; after: UploadHead };
  version: UploadVersion;
  restated: Restated[];
  article?: Transition;
  /** Identities and the source pointer that this event writes for the first time. */
  newIdentity?: Identity;
  newSource?: boolean;
  /** The image of this key comes, changes or goes. */
  image?: { put: Image } | { remove: string };
}

/** The editorial table, as ingest needs it. Reads are strongly consistent. */
export interface Editorial {
  upload(key: string, versionId: string): Promise<{ head: UploadHead | undefined; version: UploadVersion | undefined }>;
  head(key: string): Promise<UploadHead | undefined>;
  /** The article id that this identity was given, and the article of that or else of the expected id. */
  identified(
    identity: Identity,
    expectedId: string,
  ): Promise<{ articleId: string | undefined; article: Article | undefined }>;
  article(id: string): Promise<Article | undefined>;
  /** The heads of every key that ever belonged to the article. */
  heads(articleId: string): Promise<UploadHead[]>;
  /** False when somebody else changed the head, the article or the identity first: read again and decide again. */
  commit(change: Change): Promise<boolean>;
  /** An article's own transition, without any upload. False when somebody else changed the article first. */
  saveArticle(transition: Transition): Promise<boolean>;
  /** The head alone; with it, where a version is named, that its sweep is done. False when somebody else changed the head first. */
  saveHead(head: Change['head'], sweptVersionId?: string): Promise<boolean>;
  /** Makes sure that the registry knows these feeds, before any entry of theirs can exist. */
  registerFeeds(feeds: readonly NamedFeed[]): Promise<void>;
}

/** What one article says, or why that cannot be told. */
export type ArticleReading = { ok: true; document: ArticleDocument } | { ok: false; refusal: Refusal };

/** One article of several; its name is another in each, and the same in every version of the object. */
export interface PartReading {
  name: string;
  reading: ArticleReading;
}

/** The articles of an object that holds several, and the items in it that are none. */
export interface PartsReading {
  ok: true;
  parts: PartReading[];
  skipped: SkippedItem[];
}

/** What one object says. */
export type Reading = ArticleReading | PartsReading;

export interface Deps {
  uploads: Uploads;
  contents: Contents;
  documents: Pick<Documents, 'document'>;
  editorial: Editorial;
  images: Images;
  standingImages: StandingImages;
  parse(object: StoredObject, key: string): Reading;
  savedFeeds: SavedFeeds;
  clock: Clock;
}

/**
 * What became of an event; `ignored` when it was about an object version that nothing depends on any more, `handed-on` when it
 * is an image, of which more is heard later.
 */
export interface Result {
  outcome: UploadOutcome | 'ignored' | 'handed-on';
  articleId?: string;
  /** The code of the refusal or of the reason. */
  code?: string;
  /** Parts of older versions are still to be taken away. */
  sweeps?: true;
}
