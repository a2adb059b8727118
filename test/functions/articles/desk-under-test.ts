import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import type { ReplayUpload } from '../../../events/replay-upload.ts';
import { AnswersTable } from '../../../functions/articles/adapters/answers-table.ts';
import { ArticlesTable } from '../../../functions/articles/adapters/articles-table.ts';
import { DeskTable } from '../../../functions/articles/adapters/desk-table.ts';
import { UploadsTable } from '../../../functions/articles/adapters/uploads-table.ts';
import { endpointsOf } from '../../../functions/articles/endpoints.ts';
import { routes } from '../../../functions/articles/routes.ts';
import { EditorialTable } from '../../../functions/ingest-article/adapters/editorial-table.ts';
import { ingest, replay } from '../../../functions/ingest-article/ingest.ts';
import type { ObjectEvent } from '../../../functions/ingest-article/object-event.ts';
import type { Deps } from '../../../functions/ingest-article/ports.ts';
import { contentDocument, contentKey } from '../../../shared/article/document.ts';
import { uploadVersion } from '../../../shared/article/upload.ts';
import { feedEntry } from '../../../shared/feed/feed-entry.ts';
import { unauthorized } from '../../../shared/http/problem.ts';
import { serveApi } from '../../../shared/http/serve-api.ts';
import { settings } from '../../../shared/settings.ts';
import { siteOf } from '../../../shared/site.ts';
import { CommentCounts } from '../../../shared/store/comment-counts.ts';
import { uploadVersionKey } from '../../../shared/store/editorial-keys.ts';
import { FeedStore } from '../../../shared/store/feed-store.ts';
import { ImageReader } from '../../../shared/store/image-reader.ts';
import { Table } from '../../../shared/store/table.ts';
import { tableEngine, uniqueName } from '../../engines.ts';
import { discussionTable, editorialTable } from '../../wire/newsroom-tables.ts';
import { Recorder } from '../../wire/recorder.ts';
import { describedBy } from '../api-contract.ts';
import { apiEvent } from '../api-event.ts';
import { FakeBucket, FakeNewsroom, parseFields } from '../ingest-article/fake-newsroom.ts';

interface Call {
  /** `ed:editor`; nobody when left out. */
  as?: string;
  id?: string;
  query?: string;
  body?: unknown;
  key?: string;
  path?: string;
}

/**
 * The articles API and ingest over the run's table engine: editors and uploads meet in one table. Buckets are in memory, with
 * S3's versions. The API's clock is the bucket's, so that an act is between the uploads around it.
 */
export class DeskUnderTest {
  readonly recorder = new Recorder();
  readonly definitions = [editorialTable(uniqueName('editorial')), discussionTable(uniqueName('discussion'))] as const;
  readonly #client = this.recorder.record(tableEngine());
  readonly table = new Table(this.#client, this.definitions[0].TableName);
  readonly #feeds = new FeedStore(this.table);
  readonly #newsroom = new FakeNewsroom();
  readonly bucket = new FakeBucket(this.#newsroom);
  readonly asked: ReplayUpload[] = [];
  parse: Deps['parse'] = parseFields;
  now = new Date('2026-06-01T12:00:00Z');

  readonly #ingest: Deps = {
    uploads: this.#newsroom,
    contents: this.#newsroom,
    documents: this.#newsroom,
    images: this.#newsroom,
    standingImages: this.#newsroom,
    editorial: new EditorialTable(this.table, this.#feeds),
    parse: (object, key) => this.parse(object, key),
    savedFeeds: {},
    clock: () => this.now,
  };

  readonly #handle = describedBy(
    routes,
    serveApi({
      routes,
      endpoints: endpointsOf({
        articles: new ArticlesTable(this.table),
        documents: { document: (id, version) => Promise.resolve(this.#document(id, version)) },
        imageDocuments: { images: () => Promise.reject(new Error('no images are noted')) },
        images: new ImageReader(this.table),
        counts: new CommentCounts(new Table(this.#client, this.definitions[1].TableName)),
        uploads: new UploadsTable(this.table),
        desk: new DeskTable(this.table, this.#feeds),
        answers: new AnswersTable(this.table),
        replays: { ask: (replay) => Promise.resolve(void this.asked.push(replay)) },
        description: () => Promise.resolve({ openapi: '3.1.1' }),
        site: siteOf('https://news.example', settings.parse({ title: 'The Example' })),
      }),
      authenticate: (authorization) => {
        const [userId = '', role] = (authorization ?? '').replace('Bearer ', '').split(':');
        if (userId === 'mallory') throw unauthorized('invalid-token', 'Bad.', 'invalid_token');
        const roles = role === 'moderator' || role === 'editor' ? ([role] as const) : [];
        return Promise.resolve(userId === '' ? undefined : { userId, name: userId, roles });
      },
      originSecrets: ['secret'],
      log: {
        error: (message, attributes) => {
          throw new Error(`${message} ${JSON.stringify(attributes)}`);
        },
      },
      clock: () => this.now,
    }),
  );

  async create(): Promise<this> {
    await Promise.all(this.definitions.map((definition) => this.#client.send(new CreateTableCommand(definition))));
    await Promise.all(['all', 'section/news', 'language/en'].map((feedId) => this.#feeds.register({ feedId })));
    return this;
  }

  take = (event: ObjectEvent) => ingest(event, this.#ingest);

  /** A PUT of these fields, ingested: the article's id. */
  async upload(key: string, fields: object = {}): Promise<string> {
    const { articleId } = await this.take(this.bucket.put(key, JSON.stringify(fields)));
    if (articleId === undefined) throw new Error(`${key} gave no article`);
    return articleId;
  }

  replay = (upload: ReplayUpload) => replay(upload, this.#ingest);

  forget(event: ObjectEvent): void {
    this.#newsroom.objects.delete(`${event.key}@${event.versionId}`);
  }

  async uploadRecord({ key, versionId }: ObjectEvent) {
    return uploadVersion.parse(await this.table.get(uploadVersionKey(key, versionId), { consistent: true }));
  }

  /** Which feeds of the registry show the article, sorted. */
  async feedsWith(id: string): Promise<string[]> {
    const feeds: string[] = [];
    for await (const { feedId } of this.#feeds.registered()) feeds.push(feedId);
    const pages = await Promise.all(feeds.map((feed) => this.table.query({ pk: `FEED#${feed}`, consistent: true })));
    return feeds.filter((_, i) => pages[i]?.items.some((item) => feedEntry.parse(item).id === id));
  }

  async call(routeKey: string, call: Call = {}) {
    const answer = await this.#handle(eventOf(routeKey, call));
    const isJson = String(answer.headers?.['content-type']).includes('json');
    return { status: answer.statusCode, body: isJson ? JSON.parse(answer.body ?? 'null') : answer.body };
  }

  /** What the CDN gets where the bucket has no such page. */
  async absentPage(path: string) {
    const { statusCode, headers, body } = await this.#handle(eventOf('GET /api/absent/{path+}', { path }));
    return {
      status: statusCode,
      type: headers?.['content-type'],
      cached: headers?.['cache-control'],
      html: body ?? '',
    };
  }

  /** An act as an editor. */
  act = (op: string, id: string, body: object, key?: string) =>
    this.call(`POST /api/articles/{id}/${op}`, { as: 'ed:editor', id, body, ...(key !== undefined && { key }) });

  #document(id: string, version: number) {
    return contentDocument.parse(JSON.parse(this.#newsroom.contents.get(contentKey(id, version)) ?? '')).document;
  }
}

function eventOf(routeKey: string, { as, id, query = '', body, key, path }: Call) {
  const params = { ...(id !== undefined && { id }), ...(path !== undefined && { path }) };
  return apiEvent(routeKey, {
    query,
    as,
    body,
    ...(key !== undefined && { headers: { 'idempotency-key': key } }),
    ...(Object.keys(params).length > 0 && { params }),
  });
}
