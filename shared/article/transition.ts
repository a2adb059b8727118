import { feedsOf, type NamedFeed } from '../feed/feed-id.ts';
import type { SavedFeeds } from '../feed/saved-feed.ts';
import { type Instant, latest } from '../time.ts';
import type { Article, Due, LastOp } from './article.ts';
import { cardOf } from './card.ts';
import type { ArticleDocument } from './document.ts';
import type { NotedImages } from './noted-images.ts';
import { duesOf, isSticky, isVisible } from './visibility.ts';
import { changeOfWants, type ImageWants, wantedImages } from './wanted-images.ts';

/**
 * A new content for the article: what it says, which object version said it, when that was stored (S3 LastModified) and, to the
 * millisecond where that is known, uploaded (S3's event time).
 */
export interface NewContent {
  document: ArticleDocument;
  contentHash: string;
  version: number;
  source: { key: string; versionId: string };
  storedAt: Instant;
  uploadedAt?: Instant;
  liveKeys: number;
}

/** What decides beside the article itself: the instant, and the feeds that the stage has saved. */
export interface Circumstances {
  now: Instant;
  savedFeeds: SavedFeeds;
}

/** An article before and after, and what must change beside it in the same transaction. */
export interface Transition {
  before: Article | undefined;
  after: Article;
  enteredFeeds: string[];
  leftFeeds: string[];
  /** Of the entered feeds those that it was not in before. The registry must know them first. */
  newFeeds: NamedFeed[];
  addedDues: Due[];
  removedDues: Due[];
  /** Absent when it wants the same images as before. */
  images?: ImageWants;
}

/**
 * The article takes a new content: published, updated or corrected, now or when its time comes. What was uploaded before an
 * editor took the article back stays hidden with it. Not for a sticky article.
 */
export function takeContent(
  before: Article | undefined,
  id: string,
  content: NewContent,
  circumstances: Circumstances,
): Transition {
  const { document, ...rest } = content;
  const note = noteOf(before, document);
  const wanted = wantedImages(rest.source.key, document.images);
  const isHidden = isHeldBack(before, rest.uploadedAt ?? rest.storedAt);
  const after: Article = {
    schemaVersion: 1,
    id,
    version: rest.version,
    guard: (before?.guard ?? 0) + 1,
    ...metadataOf(document),
    ...note,
    lastOp: isHidden ? 'unpublish' : opOf(before, note.correctionNote),
    ...(before?.unpublishedAt && { unpublishedAt: before.unpublishedAt }),
    ...(before?.publishedAt && { publishedAt: before.publishedAt }),
    ...(before?.changedAt && { changedAt: before.changedAt }),
    updatedAt: latest(rest.storedAt, before?.updatedAt) ?? rest.storedAt,
    visible: false,
    feeds: [],
    dues: [],
    contentHash: rest.contentHash,
    imageFolders: wanted.map(({ folder }) => folder),
    ...(before?.images && { images: before.images }),
    source: rest.source,
    liveKeys: rest.liveKeys,
  };
  return { ...settle(before, after, circumstances), images: changeOfWants(before?.imageFolders ?? [], wanted) };
}

/** Whether a content that was uploaded then is one that an editor has taken back. */
export const isHeldBack = (article: Article | undefined, uploadedAt: Instant): boolean =>
  article?.unpublishedAt !== undefined && uploadedAt <= article.unpublishedAt;

/** The last live key is gone: the article leaves every output, until a later upload. */
export function withdraw(before: Article, at: Instant, circumstances: Circumstances): Transition {
  const lastOp = isSticky(before) ? before.lastOp : 'unpublish';
  return settle(
    before,
    { ...before, guard: before.guard + 1, lastOp, liveKeys: 0, updatedAt: latest(at, before.updatedAt) ?? at },
    circumstances,
  );
}

/** The clock moved on: the article becomes visible or stops being so, or nothing but its due items changes. */
export function tick(before: Article, circumstances: Circumstances): Transition {
  return settle(before, { ...before, guard: before.guard + 1 }, circumstances);
}

/** Feeds show these images of the article from now on. What readers were told and when stays as it is. */
export function note(before: Article, images: NotedImages | undefined, circumstances: Circumstances): Transition {
  const { images: _, ...rest } = before;
  return settle(before, { ...rest, guard: before.guard + 1, ...(images && { images }) }, circumstances);
}

/**
 * Decides visibility at `now`, and with it the entries and due items. The only place that sets `visible`, `feeds`, `dues`,
 * `publishedAt` and `changedAt`.
 */
export function settle(before: Article | undefined, next: Article, { now, savedFeeds }: Circumstances): Transition {
  const visible = isVisible(next, now);
  const feeds = visible ? feedsOf(next, savedFeeds) : [];
  const firstSeen = latest(next.publishAt, next.embargoed) ?? next.updatedAt;
  const after: Article = {
    ...next,
    visible,
    feeds: feeds.map(({ feedId }) => feedId),
    dues: duesOf(next, now),
    ...(visible &&
      !next.publishedAt && { publishedAt: firstSeen, updatedAt: latest(firstSeen, next.updatedAt) ?? firstSeen }),
  };
  const passed = [after.publishAt, after.embargoed, after.expires].filter((time) => time !== undefined && time <= now);
  const changedAt = after.publishedAt && latest(after.updatedAt, ...passed);
  const oldFeeds = before?.feeds ?? [];
  const oldDues = before?.dues ?? [];
  const same = (a: Due) => (b: Due) => a.op === b.op && a.at === b.at;
  return {
    before,
    after: { ...after, ...(changedAt && { changedAt }) },
    enteredFeeds: after.feeds,
    leftFeeds: oldFeeds.filter((feed) => !after.feeds.includes(feed)),
    newFeeds: feeds.filter(({ feedId }) => !oldFeeds.includes(feedId)),
    addedDues: after.dues.filter((d) => !oldDues.some(same(d))),
    removedDues: oldDues.filter((d) => !after.dues.some(same(d))),
  };
}

function opOf(before: Article | undefined, correctionNote: string | undefined): LastOp {
  if (!before?.publishedAt) return 'publish';
  if (before.lastOp === 'unpublish') return 'publish';
  if (correctionNote && correctionNote !== before.correctionNote) return 'correct';
  return 'update';
}

/** The document's note, unless an editor has replaced that very one, or the lack of it. */
function noteOf(
  before: Article | undefined,
  document: ArticleDocument,
): Pick<Article, 'correctionNote' | 'editorsNote'> {
  const { correctionNote } = document;
  if (before?.correctionNote && before.editorsNote && before.editorsNote.insteadOf === correctionNote) {
    return { correctionNote: before.correctionNote, editorsNote: before.editorsNote };
  }
  return correctionNote ? { correctionNote } : {};
}

const metadataOf = (document: ArticleDocument) => ({
  ...cardOf(document),
  headlineSource: document.headlineSource,
  pubStatus: document.pubStatus,
  ...definedOnly({
    usageterms: document.usageterms,
    publishAt: document.publishAt,
    embargoed: document.embargoed,
    expires: document.expires,
  }),
});

type Defined<T> = { [K in keyof T]?: NonNullable<T[K]> };

const definedOnly = <T extends object>(values: T): Defined<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
