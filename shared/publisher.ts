import { isDeepStrictEqual } from 'node:util';
import { pageKey } from './article/article-url.ts';
import { notedImagesOf } from './article/noted-images.ts';
import { type Media, type MediaCopy, mediaOf, PageMedia } from './article/page-media.ts';
import { PAGE_SCRIPT } from './article/page-script.ts';
import { type PageDeps, type PageState, pageTarget } from './article/page-target.ts';
import { Archivist } from './feed/archive/archivist.ts';
import type { Bound } from './feed/archive/bounds.ts';
import type { Place } from './feed/archive/cuts.ts';
import { type ConvergeDeps, type Converged, converge, NotConverged } from './feed/converge.ts';
import { type FeedState, feedTarget } from './feed/feed-target.ts';
import { topicsAmong } from './feed/feed-url.ts';
import { Witness } from './feed/witness.ts';
import { inParallel } from './in-parallel.ts';
import { Lru } from './lru.ts';
import { type SiteFile, type SiteFileDeps, siteFileTarget } from './site-files.ts';

/** The articles that show an image if it is there. */
interface Wants {
  wantedBy(folder: string, name: string): Promise<string[]>;
}

/** Whoever has an article note which images it shows. */
interface Notes {
  ask(articleId: string): Promise<void>;
}

/** Who is told of feeds that have changed. */
interface Hub {
  announce(topics: readonly string[]): Promise<void>;
}

export type PublisherDeps = PageDeps &
  SiteFileDeps &
  ConvergeDeps & { media: Media; images: Wants; notes: Notes; hub?: Hub };

/** What is known to have changed of a feed: entries by their sort keys, and bounds that were added. */
export interface FeedChanges {
  entries: readonly string[];
  bounds: readonly Bound[];
}

/** What came of one look at a page; not settled if what it is made of has changed meanwhile. */
interface Round {
  converged: Converged;
  state: PageState;
  /** Of the article as it was read last. */
  guard: number;
  isSettled: boolean;
}

const NOTHING: FeedChanges = { entries: [], bounds: [] };
const UNTOUCHED: Converged = { written: [], deleted: [], attempts: 0 };

/** An article that changed no later than this has had its page from whoever read that change, minutes ago. */
const FRESH_MS = 15 * 60_000;
const REMEMBERED_PAGES = 5000;
const WIDTH = 8;
/** How often the images of an article may change under its page's hands before whoever asked must ask again. */
const MAX_ROUNDS = 30;

/** What writes the public bucket: every page and every feed goes through here, whoever asks and however many at once. */
export class Publisher {
  readonly deps: PublisherDeps;
  readonly #archivist: Archivist;
  /** Articles whose page this process has seen to, each with the guard that it had then. */
  readonly #withPage = new Lru<number>(REMEMBERED_PAGES);

  /** The ETags of pages that this process saw to and that need no copies of images: under such a page there are none. */
  readonly #withoutMedia = new Lru<string>(REMEMBERED_PAGES);

  /** Pages that feeds wait for. */
  readonly #looks = new Map<string, Promise<unknown>>();

  #script: Promise<unknown> | undefined;

  constructor(deps: PublisherDeps) {
    this.deps = deps;
    this.#archivist = new Archivist(deps);
  }

  /**
   * Makes an article's page and its copies of images what the table says, be that their absence. A new page takes HEAD, GetItem,
   * Query (images), GET (content), PUT, GetItem, Query; a page that is right already HEAD, GetItem, Query, and GET once a version
   * and process. With images it takes a LIST more, and a COPY for each file; so does a LIST the absence of what was to be
   * seen, since a copy may be there although no page is. Where feeds do not show the images that the page shows, it has them noted:
   * after the copies and the page, so that no feed leads to what is not there yet.
   *
   * `guard` says that an article which is to be seen has changed, with this guard, and nothing else has: a page that this process has
   * made right since is not looked at again, as happens to one that a feed was ahead of.
   */
  async convergePage(articleId: string, guard?: number): Promise<Converged> {
    if (guard !== undefined && guard <= (this.#withPage.get(articleId) ?? 0)) return UNTOUCHED;
    this.#withPage.delete(articleId);
    for (let round = 1; round <= MAX_ROUNDS; round++) {
      const { converged, state, guard: seen, isSettled } = await this.#convergeOnce(articleId);
      if (!isSettled) continue;
      if (isToBeNoted(state)) await this.deps.notes.ask(articleId);
      if (typeof state !== 'string') this.#withPage.set(articleId, seen);
      return converged;
    }
    throw new NotConverged(`The images of ${articleId} kept changing`);
  }

  /** Copies are there before the page that shows them; what is not wanted goes after it, and then the state is read again. */
  async #convergeOnce(articleId: string): Promise<Round> {
    const last: { state: PageState; guard: number } = { state: 'unseen', guard: 0 };
    const article = async (id: string) => {
      const found = await this.deps.articles.article(id);
      last.guard = found?.guard ?? 0;
      return found;
    };
    const target = pageTarget(articleId, { ...this.deps, articles: { article } });
    const media = new PageMedia(articleId, this.deps.media);
    const witness = new Witness(this.deps.objects);
    const read = async () => {
      last.state = await target.read();
      await media.bring(wantedBy(articleId, last.state));
      return last.state;
    };
    const prepare = async (state: PageState) => {
      if (typeof state !== 'string') await this.seeToScript();
    };
    const converged = await converge({ ...target, read, prepare }, { ...this.deps, objects: witness });
    const { state, guard } = last;
    const wanted = wantedBy(articleId, state);
    const hadMedia = !witness.sawOnly(this.#withoutMedia.get(articleId));
    const surplus =
      state === 'absent' || media.isListed || (state !== 'unseen' && hadMedia) ? await media.tidy(wanted) : [];
    const etag = wanted.length === 0 ? this.deps.remembered.get(pageKey(articleId)) : undefined;
    if (etag === undefined) this.#withoutMedia.delete(articleId);
    else this.#withoutMedia.set(articleId, etag);
    const isSettled = surplus.length === 0 || isDeepStrictEqual(await target.read(), state);
    const written = [...media.brought, ...converged.written];
    const deleted = [...converged.deleted, ...surplus];
    return { converged: { ...converged, written, deleted }, state, guard, isSettled };
  }

  /**
   * Makes all files of a feed what the table says, and those of its archives that have changed. A changed feed takes 2 Query, 4 PUT,
   * 2 Query when this process wrote it last, and 4 HEAD before that otherwise; a feed that is right already 2 Query and 4 HEAD. Entries
   * without a card take a GET each, once a version and process. An article that is in the table's feed already, though its own record is
   * still to be read, has its page seen to first: no feed leads a reader to a page that is not there yet. Nor to an archive: a tail
   * that has grown too long is cut, and the part before the cut made right, before the feed is written.
   */
  async convergeFeed(feedId: string, changes = NOTHING): Promise<Converged> {
    const target = feedTarget(feedId, this.deps);
    const last: { tailFrom?: Bound | undefined } = {};
    const archived: Converged[] = [];
    const read = async () => {
      for (;;) {
        const state = await target.read();
        last.tailFrom = state.tailFrom;
        if (state.cut === undefined) return state;
        await this.deps.bounds.add(feedId, state.cut);
        archived.push(...(await this.#archivist.settle(feedId, { before: state.cut })));
      }
    };
    const prepare = (view: FeedState) => this.#seeToPages(view);
    const feed = await converge({ ...target, read, prepare }, this.deps);
    await this.deps.hub?.announce(topicsAmong(feed.written, this.deps.site, feedId));
    for (const bound of changes.bounds) archived.push(...(await this.#archivist.follow(feedId, bound)));
    const { tailFrom } = last;
    if (tailFrom !== undefined) {
      const closed = changes.entries.filter((sortKey) => sortKey < tailFrom);
      archived.push(...(await this.#archivist.settleAll(feedId, closed)));
    }
    return allOf([feed, ...archived]);
  }

  /** Makes the archived part of a feed with this place what the table says: see `Archivist`. */
  async convergeArchive(feedId: string, place: Place): Promise<Converged> {
    return allOf(await this.#archivist.settle(feedId, place));
  }

  /** Makes one of the files that the site has one of what the table says. */
  convergeSiteFile(file: SiteFile): Promise<Converged> {
    return converge(siteFileTarget(file, this.deps), this.deps);
  }

  /** Makes sure of the script that pages name. One PUT a process, which does nothing where the script is there. */
  async seeToScript(): Promise<void> {
    this.#script ??= this.deps.objects.put(PAGE_SCRIPT, undefined);
    try {
      await this.#script;
    } catch (error) {
      this.#script = undefined;
      throw error;
    }
  }

  wantedBy(folder: string, name: string): Promise<string[]> {
    return this.deps.images.wantedBy(folder, name);
  }

  async #seeToPages({ items }: FeedState): Promise<void> {
    const since = new Date(this.deps.clock().getTime() - FRESH_MS).toISOString();
    const unseen = items.filter((item) => item.updatedAt > since && !this.#withPage.get(item.articleId));
    await inParallel(unseen, WIDTH, (item) => this.#seeToPage(item.articleId));
  }

  /** One look serves all feeds that wait for the same page, unless it began before the article was to be seen. */
  async #seeToPage(articleId: string): Promise<void> {
    await this.#looks.get(articleId);
    if (this.#withPage.get(articleId)) return;
    const look = this.convergePage(articleId);
    this.#looks.set(articleId, look);
    try {
      await look;
    } finally {
      if (this.#looks.get(articleId) === look) this.#looks.delete(articleId);
    }
  }
}

const allOf = (each: readonly Converged[]): Converged => ({
  written: each.flatMap(({ written }) => written),
  deleted: each.flatMap(({ deleted }) => deleted),
  attempts: Math.max(0, ...each.map(({ attempts }) => attempts)),
});

const isToBeNoted = (state: PageState): boolean =>
  typeof state !== 'string' && notedImagesOf(state.images)?.id !== state.noted;

const wantedBy = (articleId: string, state: PageState): MediaCopy[] =>
  typeof state === 'string' ? [] : mediaOf(articleId, state.images);
