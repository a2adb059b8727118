import type { ImageUpload } from '../../../events/make-renditions.ts';
import type { ObjectEvent } from '../../../functions/ingest-article/object-event.ts';
import type {
  ArticleReading,
  Change,
  Contents,
  Deps,
  Editorial,
  Images,
  Stored,
  StoredObject,
  Uploads,
} from '../../../functions/ingest-article/ports.ts';
import type { Article } from '../../../shared/article/article.ts';
import { type Identity, isArticleId } from '../../../shared/article/article-id.ts';
import type { ArticleDocument, ContentDocument } from '../../../shared/article/document.ts';
import { contentDocument, contentKey } from '../../../shared/article/document.ts';
import { type Acted, act, type EditorsOrder } from '../../../shared/article/editors-act.ts';
import { type Image, placeOf } from '../../../shared/article/image.ts';
import { type ImagesDocument, imagesDocumentKey } from '../../../shared/article/noted-images.ts';
import { type ShownUpload, shownUpload } from '../../../shared/article/shown-upload.ts';
import type { Transition } from '../../../shared/article/transition.ts';
import type { UploadHead, UploadVersion } from '../../../shared/article/upload.ts';
import { partKey, splitKey } from '../../../shared/article/upload-part.ts';
import type { NamedFeed } from '../../../shared/feed/feed-id.ts';
import { at } from '../../shared/article/article-fixtures.ts';

/**
 * The editorial table, the content bucket and the uploads bucket in memory, with the guards of the real ones: a commit that
 * read something stale is refused whole.
 */
export class FakeNewsroom implements Editorial, Contents, Uploads, Images {
  readonly objects = new Map<string, StoredObject>();
  readonly contents = new Map<string, string>();
  readonly uploads = new Map<string, UploadHead>();
  readonly versions = new Map<string, UploadVersion>();
  readonly identities = new Map<string, string>();
  readonly articles = new Map<string, Article>();
  readonly sources = new Map<string, Set<string>>();
  /** feed id → article id → version shown. */
  readonly entries = new Map<string, Map<string, number>>();
  readonly feeds = new Set<string>();
  /** The images that stand, by folder and name. */
  readonly images = new Map<string, Image>();
  /** Images whose renditions are still to be made. */
  readonly handed: ImageUpload[] = [];
  now = new Date('2026-06-01T12:00:00Z');
  /** Runs before each commit: where a test lets somebody else in. */
  beforeCommit: () => Promise<void> = () => Promise.resolve();

  deps(parse: Deps['parse']): Deps {
    const clock = () => this.now;
    const stores = {
      uploads: this,
      contents: this,
      documents: this,
      editorial: this,
      images: this,
      standingImages: this,
    };
    return { ...stores, parse, savedFeeds: {}, clock };
  }

  read(key: string, versionId: string): Promise<Stored> {
    return Promise.resolve(this.objects.get(`${key}@${versionId}`) ?? ('gone' as const));
  }

  handOn(upload: ImageUpload) {
    this.handed.push(upload);
    return Promise.resolve();
  }

  create(content: ContentDocument) {
    const place = contentKey(content.articleId, content.version);
    const body = JSON.stringify(content);
    const standing = this.contents.get(place);
    if (standing !== undefined && standing !== body) return Promise.resolve('taken' as const);
    this.contents.set(place, body);
    return Promise.resolve('created' as const);
  }

  document(articleId: string, version: number) {
    const json: unknown = JSON.parse(this.contents.get(contentKey(articleId, version)) ?? '');
    return Promise.resolve(contentDocument.parse(json).document);
  }

  keepImages(images: ImagesDocument) {
    this.contents.set(imagesDocumentKey(images.articleId, images.id), JSON.stringify(images));
    return Promise.resolve();
  }

  inFolder(folder: string) {
    const inside = [...this.images.values()].filter(({ key }) => placeOf(key).folder === folder);
    return Promise.resolve(inside.sort((a, b) => (a.key < b.key ? -1 : 1)));
  }

  named(keys: readonly string[]) {
    return Promise.resolve(keys.flatMap((key) => this.images.get(nameOfImage(key)) ?? []));
  }

  upload(key: string, versionId: string) {
    return Promise.resolve({ head: this.uploads.get(key), version: this.versions.get(`${key}@${versionId}`) });
  }

  head(key: string) {
    return Promise.resolve(this.uploads.get(key));
  }

  identified(identity: Identity, expectedId: string) {
    const articleId = this.identities.get(nameOf(identity));
    return Promise.resolve({ articleId, article: this.articles.get(articleId ?? expectedId) });
  }

  article(id: string) {
    return Promise.resolve(this.articles.get(id));
  }

  heads(articleId: string) {
    const keys = [...(this.sources.get(articleId) ?? [])];
    return Promise.resolve(keys.flatMap((key) => this.uploads.get(key) ?? []));
  }

  registerFeeds(feeds: readonly NamedFeed[]) {
    for (const { feedId } of feeds) this.feeds.add(feedId);
    return Promise.resolve();
  }

  async commit(change: Change) {
    await this.beforeCommit();
    const { head, article, newIdentity } = change;
    if (this.uploads.get(head.after.key)?.guard !== head.before?.guard) return false;
    if (article && this.articles.get(article.after.id)?.guard !== article.before?.guard) return false;
    if (newIdentity && this.identities.has(nameOf(newIdentity))) return false;
    this.#apply(change);
    return true;
  }

  async saveArticle(transition: Transition) {
    await this.beforeCommit();
    if (this.articles.get(transition.after.id)?.guard !== transition.before?.guard) return false;
    this.#settle(transition);
    return true;
  }

  async saveHead({ before, after }: Change['head'], sweptVersionId?: string) {
    await this.beforeCommit();
    if (this.uploads.get(after.key)?.guard !== before?.guard) return false;
    this.uploads.set(after.key, after);
    const version = this.versions.get(`${after.key}@${sweptVersionId}`);
    if (version) this.versions.set(`${after.key}@${sweptVersionId}`, { ...version, sweeps: false });
    return true;
  }

  /** An editor's act on the article, as the API commits it. */
  async act(id: string, order: EditorsOrder): Promise<Acted | undefined> {
    for (;;) {
      const before = this.articles.get(id);
      if (!before) return undefined;
      const acted = act(before, order, at(this.now.toISOString()));
      if (!('transition' in acted)) return acted;
      await this.registerFeeds(acted.transition.newFeeds);
      await this.beforeCommit();
      if (this.articles.get(id)?.guard !== before.guard) continue;
      this.#settle(acted.transition);
      return acted;
    }
  }

  #apply({ head, version, restated, article, newIdentity, newSource, image }: Change) {
    const { articleId, key } = head.after;
    this.uploads.set(key, head.after);
    this.versions.set(`${key}@${version.versionId}`, version);
    for (const { key: other, versionId, outcome } of restated) {
      const standing = this.versions.get(`${other}@${versionId}`);
      if (!standing) throw new Error(`${other}@${versionId} was restated before it was recorded`);
      this.versions.set(`${other}@${versionId}`, { ...standing, outcome });
    }
    if (newIdentity && articleId) this.identities.set(nameOf(newIdentity), articleId);
    if (newSource && articleId) this.sources.set(articleId, (this.sources.get(articleId) ?? new Set()).add(key));
    if (article) this.#settle(article);
    if (image && 'put' in image) this.images.set(nameOfImage(image.put.key), image.put);
    else if (image) this.images.delete(nameOfImage(image.remove));
  }

  #settle(article: Transition) {
    const { after } = article;
    if (!isArticleId(after.id)) throw new Error(`Not an article id: ${after.id}`);
    this.articles.set(after.id, after);
    for (const feed of article.leftFeeds) this.entries.get(feed)?.delete(after.id);
    for (const feed of article.enteredFeeds) {
      if (!this.feeds.has(feed)) throw new Error(`${feed} has an entry before the registry knows it`);
      this.entries.set(feed, (this.entries.get(feed) ?? new Map()).set(after.id, after.version));
    }
  }

  #shown(version: UploadVersion): ShownUpload {
    const simple = (outcome: UploadVersion['outcome']) => (outcome === 'unchanged' ? 'published' : outcome);
    const records = version.parts?.map(({ name }) => {
      const record = this.versions.get(`${partKey(version.key, name)}@${version.versionId}`);
      return record && { ...record, outcome: simple(record.outcome) };
    });
    return shownUpload({ ...version, outcome: simple(version.outcome) }, records);
  }

  /** What readers and operators can see, without what may depend on the order of arrival (version numbers, first time). */
  view() {
    const visible = [...this.articles.values()].filter((a) => a.visible);
    const articles = visible.map(({ id, headline, liveKeys, feeds }) => ({ id, headline, liveKeys, feeds }));
    const whole = [...this.versions.values()].filter(({ key }) => splitKey(key).part === undefined);
    const outcomes = whole.map((v) => this.#shown(v)).map((v) => [v.key, v.versionId, v.outcome, ...partsOf(v)]);
    const entries = [...this.entries].map(([feed, ids]) => [feed, [...ids.keys()].sort()]);
    const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
    const images = [...this.images].map(([place, { key, assetId }]) => [place, key, assetId]);
    return {
      images: images.sort(byText),
      articles: articles.sort(byText),
      outcomes: outcomes.sort(byText),
      entries: entries.filter(([, ids]) => ids?.length).sort(byText),
    };
  }
}

/** How the parts of an upload stand, while it does: of others it depends on the order which were looked at. */
const partsOf = ({ outcome, parts = [] }: ShownUpload) =>
  outcome === 'published' || outcome === 'quarantined' ? parts.map((part) => [part.name, part.outcome]) : [];

const nameOfImage = (key: string) => `${placeOf(key).folder}/${placeOf(key).name}`;

const nameOf = (identity: Identity) => `${identity.scheme}#${identity.value}`;

/** A document as a parser would give it; the tests name only what they are about. */
export const documentOf = (fields: Partial<ArticleDocument>): ArticleDocument => ({
  schemaVersion: 1,
  format: 'text',
  headline: 'A headline',
  headlineSource: 'declared',
  slug: 'a-headline',
  authors: [],
  section: 'news',
  tags: [],
  language: 'en',
  languageSource: 'declared',
  summary: 'A summary.',
  bodyHtml: '<p>Body.</p>',
  bodyText: 'Body.',
  wordCount: 1,
  readingMinutes: 1,
  pubStatus: 'usable',
  extras: {},
  ...fields,
});

/**
 * A tiny upload language for tests: the body is the JSON of document fields, or anything else to be refused; a list of such, by
 * their names, is an upload of several articles.
 */
export const parseFields: Deps['parse'] = ({ body }) => {
  const text = new TextDecoder().decode(body);
  if (!text.startsWith('[')) return articleOf(text);
  const named: [string, string][] = JSON.parse(text);
  const parts = named.map(([name, article]) => ({ name, reading: articleOf(article) }));
  return { ok: true, parts, skipped: [] };
};

const articleOf = (text: string): ArticleReading =>
  text.startsWith('{')
    ? { ok: true, document: documentOf(JSON.parse(text)) }
    : { ok: false, refusal: { code: 'no-text', message: 'There is no text in this upload.' } };

/** A bucket that hands out versions and events as S3 does. */
export class FakeBucket {
  #count = 0;
  readonly events: ObjectEvent[] = [];
  readonly #newsroom: FakeNewsroom;

  constructor(newsroom: FakeNewsroom) {
    this.#newsroom = newsroom;
  }

  put(key: string, body: string | Uint8Array): ObjectEvent {
    const event = this.#event('put', key);
    const storedAt = event.at;
    this.#newsroom.objects.set(`${key}@${event.versionId}`, {
      body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
      metadata: {},
      storedAt,
    });
    return event;
  }

  /** Lets a moment pass in which nothing happens to any object. */
  skip(): void {
    this.#count++;
  }

  /** The time of the nth thing that happened, from 0 on. */
  timeOf(n: number): number {
    return Date.UTC(2026, 4, 1) + (n + 1) * 1000;
  }

  remove(key: string): ObjectEvent {
    return this.#event('delete', key);
  }

  #event(kind: ObjectEvent['kind'], key: string): ObjectEvent {
    const n = ++this.#count;
    const at = new Date(this.timeOf(n - 1)).toISOString();
    // Sequencers of different lengths, as S3's are.
    const sequencer = (0x0a00 + n).toString(16).toUpperCase().padStart(8, '0') + (n % 3 === 0 ? '00' : '');
    const event: ObjectEvent = { kind, key, versionId: `v${n}`, sequencer, at };
    this.events.push(event);
    return event;
  }
}
