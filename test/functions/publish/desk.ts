import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Article } from '../../../shared/article/article.ts';
import { readArticleImages } from '../../../shared/article/article-images.ts';
import { type ArticleDocument, contentKey } from '../../../shared/article/document.ts';
import { act, type EditorsOrder } from '../../../shared/article/editors-act.ts';
import { assetKey, type ImageWords } from '../../../shared/article/image.ts';
import { imagesDocumentKey, notedImagesOf } from '../../../shared/article/noted-images.ts';
import {
  type Circumstances,
  note,
  type Transition,
  takeContent,
  withdraw,
} from '../../../shared/article/transition.ts';
import { Lru } from '../../../shared/lru.ts';
import { Publisher } from '../../../shared/publisher.ts';
import type { Site } from '../../../shared/site.ts';
import { ArticleReader } from '../../../shared/store/article-reader.ts';
import { articleWrites } from '../../../shared/store/article-writes.ts';
import { BoundStore } from '../../../shared/store/bound-store.ts';
import { ContentStore } from '../../../shared/store/content-store.ts';
import { DiscussionReader } from '../../../shared/store/discussion-reader.ts';
import { imageKey } from '../../../shared/store/editorial-keys.ts';
import { FeedStore } from '../../../shared/store/feed-store.ts';
import { ImageReader } from '../../../shared/store/image-reader.ts';
import { MediaStore } from '../../../shared/store/media-store.ts';
import { PublicObjects } from '../../../shared/store/public-objects.ts';
import { Table } from '../../../shared/store/table.ts';
import { createTable, keysAndStream, objectStore, tableEngine, uniqueName } from '../../engines.ts';
import { DOCUMENT } from '../../shared/article/article-fixtures.ts';
import { SITE } from '../../shared/feed/fixtures.ts';
import { discussionTable } from '../../wire/newsroom-tables.ts';
import { Recorder } from '../../wire/recorder.ts';

/** Tables and buckets of a test's own, articles put into them as ingest does it, and publishers over them. */
export class Desk {
  readonly recorder = new Recorder();
  readonly table: Table;
  readonly discussion: Table;
  readonly feeds: FeedStore;
  readonly #s3: S3Client;
  readonly #content: string;
  readonly #public: string;
  readonly #articles = new Map<string, Article>();
  /** The articles that are to note their images, as publishers ask. */
  readonly asked: string[] = [];
  /** The stage as everybody has it configured. */
  site: Site = SITE;
  /** What publishers take for the present. */
  now = '2026-11-20T08:00:00.000Z';

  private constructor(tables: [string, string], s3: S3Client, content: string, publicBucket: string) {
    this.table = new Table(tableEngine(), tables[0]);
    this.discussion = new Table(tableEngine(), tables[1]);
    this.feeds = new FeedStore(this.table);
    this.#s3 = s3;
    this.#content = content;
    this.#public = publicBucket;
  }

  static async open(): Promise<Desk> {
    const editorial = await createTable(tableEngine(), { name: 'editorial', createTable: keysAndStream });
    const discussion = discussionTable(uniqueName('discussion'));
    await tableEngine().send(new CreateTableCommand(discussion));
    const s3 = objectStore();
    const [content, publicBucket] = [uniqueName('content'), uniqueName('public')];
    await s3.send(new CreateBucketCommand({ Bucket: content }));
    await s3.send(new CreateBucketCommand({ Bucket: publicBucket }));
    return new Desk([editorial, discussion.TableName], s3, content, publicBucket);
  }

  /** What a process of its own would have: its own clients (recorded, if so wished) and its own memory. */
  stores(recorded = false) {
    const [dynamoDb, s3] = [tableEngine(), objectStore()];
    if (recorded) [dynamoDb, s3].map((client) => this.recorder.record(client));
    const table = new Table(dynamoDb, this.table.name);
    return {
      articles: new ArticleReader(table),
      feeds: new FeedStore(table),
      bounds: new BoundStore(table),
      documents: new ContentStore(s3, this.#content),
      images: new ImageReader(table),
      discussions: new DiscussionReader(new Table(dynamoDb, this.discussion.name), {}),
      notes: { ask: async (articleId: string) => void this.asked.push(articleId) },
      media: new MediaStore(s3, this.#content, this.#public),
      objects: new PublicObjects(s3, this.#public),
      remembered: new Lru<string>(100),
      site: this.site,
      clock: () => new Date(this.now),
    };
  }

  publisher(recorded = false): Publisher {
    return new Publisher(this.stores(recorded));
  }

  get objects(): PublicObjects {
    return new PublicObjects(this.#s3, this.#public);
  }

  /** Gives the article a new content, in the transaction that ingest would make. */
  async publish(id: string, document: Partial<ArticleDocument> = {}, at = this.now): Promise<void> {
    const whole = { ...DOCUMENT, ...document };
    const before = this.#articles.get(id);
    const version = (before?.version ?? 0) + 1;
    const content = { schemaVersion: 1, articleId: id, version, document: whole };
    await this.#s3.send(
      new PutObjectCommand({ Bucket: this.#content, Key: contentKey(id, version), Body: JSON.stringify(content) }),
    );
    const source = { key: `${id}.txt`, versionId: String(version) };
    const taken = { document: whole, contentHash: `${version}`, version, source, storedAt: at, liveKeys: 1 };
    await this.#commit(takeContent(before, id, taken, this.#circumstances(at)));
  }

  /** Has the article note the images that it shows, in the transaction that ingest would make. */
  async noteImages(id: string): Promise<void> {
    const before = this.#articles.get(id);
    if (!before) return;
    const { documents, images } = this.stores();
    const shown = await readArticleImages(before.source.key, documents.document(id, before.version), images);
    const noted = notedImagesOf(shown);
    if (noted) {
      const document = { schemaVersion: 1, articleId: id, id: noted.id, images: shown };
      const Key = imagesDocumentKey(id, noted.id);
      await this.#s3.send(new PutObjectCommand({ Bucket: this.#content, Key, Body: JSON.stringify(document) }));
    }
    await this.#commit(note(before, noted, { now: this.now, savedFeeds: SITE.savedFeeds }));
  }

  async withdraw(id: string, at = this.now): Promise<void> {
    const before = this.#articles.get(id);
    if (before) await this.#commit(withdraw(before, at, this.#circumstances(at)));
  }

  async act(id: string, order: EditorsOrder, at = this.now): Promise<void> {
    const before = this.#articles.get(id);
    const acted = before && act(before, order, this.#circumstances(at));
    if (!acted || !('transition' in acted)) throw new Error(`${order.op} of ${id} could not be done`);
    await this.#commit(acted.transition);
  }

  #circumstances(now: string): Circumstances {
    return { now, savedFeeds: this.site.savedFeeds };
  }

  /** An image that stands, with a file in the content bucket, as ingest leaves it. */
  async putImage(key: string, assetId: string, words: ImageWords = {}): Promise<void> {
    const Body = `jpeg of ${assetId}`;
    const rendition = { name: 'original.jpg', type: 'image/jpeg' as const, width: 4, height: 3, bytes: Body.length };
    const Key = assetKey(assetId, rendition.name);
    await this.#s3.send(new PutObjectCommand({ Bucket: this.#content, Key, Body }));
    const asset = { assetId, type: 'image/jpeg' as const, width: 4, height: 3, renditions: [rendition] };
    await this.table.put({ ...imageKey(key), schemaVersion: 1, key, versionId: 'v', ...asset, ...words });
  }

  async removeImage(key: string): Promise<void> {
    await this.table.delete(imageKey(key));
  }

  async #commit(transition: Transition): Promise<void> {
    await this.feeds.registerAll(transition.newFeeds);
    const { committed } = await this.table.transact(articleWrites(transition));
    if (!committed) throw new Error('The desk is the only writer of its articles');
    this.#articles.set(transition.after.id, transition.after);
  }

  /** Every public object, by key. */
  async published(): Promise<Map<string, string>> {
    const bodies = new Map<string, string>();
    for await (const { key } of this.objects.list('')) {
      const { Body } = await this.#s3.send(new GetObjectCommand({ Bucket: this.#public, Key: key }));
      bodies.set(key, (await Body?.transformToString()) ?? '');
    }
    return bodies;
  }
}

/** A stream record of a change of this item, as Lambda gets it. */
export const recordOf = (pk: string, sk: string, sequenceNumber: string) => ({
  eventID: sequenceNumber,
  eventName: 'MODIFY',
  eventSource: 'aws:dynamodb',
  dynamodb: {
    Keys: { pk: { S: pk }, sk: { S: sk } },
    SequenceNumber: sequenceNumber,
    StreamViewType: 'NEW_AND_OLD_IMAGES',
  },
});
