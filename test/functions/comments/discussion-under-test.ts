import { CreateTableCommand, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type * as z from 'zod';
import { endpointsOf } from '../../../functions/comments/endpoints.ts';
import { routes } from '../../../functions/comments/routes.ts';
import { publishComments } from '../../../functions/publish-comments/publish-comments.ts';
import { rollUpLikes } from '../../../functions/publish-discussion/roll-up-likes.ts';
import { continueUnderway } from '../../../functions/rebuild-feeds/continue-underway.ts';
import { article } from '../../../shared/article/article.ts';
import { articleIdOf } from '../../../shared/article/article-id.ts';
import type { ArticleDocument } from '../../../shared/article/document.ts';
import { takeContent, withdraw } from '../../../shared/article/transition.ts';
import { type CommentSettings, commentSettings } from '../../../shared/comment/moderation-settings.ts';
import { unauthorized } from '../../../shared/http/problem.ts';
import { serveApi } from '../../../shared/http/serve-api.ts';
import { articleWrites } from '../../../shared/store/article-writes.ts';
import { CommentCounts } from '../../../shared/store/comment-counts.ts';
import { articleKey } from '../../../shared/store/editorial-keys.ts';
import { GatheredReads } from '../../../shared/store/gathered-reads.ts';
import { HistoryTable } from '../../../shared/store/history-table.ts';
import { LikedComments } from '../../../shared/store/liked-comments.ts';
import { Likes } from '../../../shared/store/likes.ts';
import { PersonalDataTable } from '../../../shared/store/personal-data-table.ts';
import { Publications } from '../../../shared/store/publications.ts';
import { Table } from '../../../shared/store/table.ts';
import { UnauditedNotes } from '../../../shared/store/unaudited.ts';
import { UnderwayTable } from '../../../shared/store/underway-table.ts';
import { tableEndpoint, tableEngine, uniqueName } from '../../engines.ts';
import { discussionTable, editorialTable } from '../../wire/newsroom-tables.ts';
import { Recorder } from '../../wire/recorder.ts';
import { StreamReader } from '../../wire/stream-reader.ts';
import { describedBy } from '../api-contract.ts';
import { apiEvent } from '../api-event.ts';
import { documentOf } from '../ingest-article/fake-newsroom.ts';

export interface Call {
  /** `alice`, or `mona:moderator`. */
  as?: string;
  id?: string;
  query?: string;
  body?: unknown;
  key?: string;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers as clients do, without a schema.
  body: any;
}

const UNTHROTTLED = { perAccountPerMinute: 1_000_000, perNetworkPerMinute: 1_000_000, repeatMinutes: 0 };

class LostAnswer extends Error {
  override readonly name = 'LostAnswer';
}

const conflict = () =>
  new TransactionCanceledException({
    message: '',
    $metadata: {},
    CancellationReasons: [{ Code: 'TransactionConflict' }],
  });

/** The comments API over the run's table engine, without a token's cryptography: `authenticate.test.ts` has that. */
export class DiscussionUnderTest {
  readonly recorder = new Recorder();
  readonly definitions = [editorialTable(uniqueName('editorial')), discussionTable(uniqueName('discussion'))] as const;
  readonly #client = this.recorder.record(tableEngine());
  readonly #gathered = new GatheredReads(this.#client);
  readonly editorial = new Table(this.#client, this.definitions[0].TableName, this.#gathered);
  readonly discussion = new Table(this.#client, this.definitions[1].TableName, this.#gathered);
  readonly counts = new CommentCounts(this.discussion);
  /** Asked after each request to the tables: true loses its answer, after the SDK's own retries. */
  losesAnswer: () => boolean = () => false;
  /** Asked before each transaction: true has it meet with another one. */
  conflicts: () => boolean = () => false;
  now = new Date('2026-11-24T07:00:00.000Z');
  readonly #handle: ReturnType<typeof describedBy>;
  #articles = 0;
  #outbox: StreamReader | undefined;

  /** Without throttles and closings, unless its test is of them. */
  constructor(settings: z.input<typeof commentSettings> = {}) {
    this.#handle = this.#handlerOf(commentSettings.parse({ ...UNTHROTTLED, ...settings }));
  }

  #handlerOf(settings: CommentSettings) {
    return describedBy(
      routes,
      serveApi({
        routes,
        endpoints: endpointsOf({ discussion: this.discussion, editorial: this.editorial }, settings, 'secret'),
        authenticate: (authorization) => {
          const [userId = '', role] = (authorization ?? '').replace('Bearer ', '').split(':');
          if (userId === 'mallory') throw unauthorized('invalid-token', 'Bad.', 'invalid_token');
          const roles = role === 'moderator' || role === 'editor' ? ([role] as const) : [];
          return Promise.resolve(userId === '' ? undefined : { userId, name: `Name of ${userId}`, roles });
        },
        originSecrets: ['secret'],
        log: {
          error: (message, attributes) => {
            if (attributes.error !== 'LostAnswer') throw new Error(`${message} ${JSON.stringify(attributes)}`);
          },
        },
        clock: () => this.now,
      }),
    );
  }

  async create(): Promise<this> {
    this.#client.middlewareStack.add(
      (next) => async (args) => {
        if ('TransactItems' in args.input && this.conflicts()) throw conflict();
        const answer = await next(args);
        if (this.losesAnswer()) throw new LostAnswer();
        return answer;
      },
      { step: 'initialize' },
    );
    await Promise.all(this.definitions.map((definition) => this.#client.send(new CreateTableCommand(definition))));
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const streams = new DynamoDBStreamsClient({ endpoint: tableEndpoint(), region: 'us-east-1', credentials });
    this.#outbox = await StreamReader.of(this.discussion.name, this.#client, streams);
    return this;
  }

  /** A new article that stands; or as its document says. */
  async article(document: Partial<ArticleDocument> = {}, withdrawn = false): Promise<string> {
    const at = '2026-11-20T00:00:00.000Z';
    const id = articleIdOf({ scheme: 'key', value: `article-${this.#articles++}` });
    const source = { key: `${id}.txt`, versionId: 'v' };
    const content = { document: documentOf(document), contentHash: id, version: 1, source, storedAt: at, liveKeys: 1 };
    const stands = takeContent(undefined, id, content, { now: at, savedFeeds: {} });
    await this.editorial.transact(articleWrites(stands));
    if (withdrawn) await this.withdraw(id);
    return id;
  }

  async withdraw(id: string): Promise<void> {
    const at = '2026-11-20T00:00:00.000Z';
    const stands = article.parse(await this.editorial.get(articleKey(id), { consistent: true }));
    await this.editorial.transact(articleWrites(withdraw(stands, at, { now: at, savedFeeds: {} })));
  }

  async call(routeKey: string, { as, id, query = '', body, key, headers }: Call = {}): Promise<Answer> {
    const event = apiEvent(routeKey, {
      query,
      as,
      body,
      headers: { ...(key !== undefined && { 'idempotency-key': key }), ...headers },
      ...(id !== undefined && { params: { id } }),
    });
    const answer = await this.#handle(event);
    return { status: answer.statusCode ?? 0, headers: answer.headers ?? {}, body: JSON.parse(answer.body ?? 'null') };
  }

  post = (articleId: string, body: object, options: Call = {}) =>
    this.call('POST /api/articles/{id}/comments', { id: articleId, body, ...options });

  /** A guest's comment. */
  postAsGuest = (articleId: string, text: string, options: Call & { parentId?: string; email?: string } = {}) => {
    const { parentId, email = 'guest@example.com', ...call } = options;
    return this.post(articleId, { text, author: { name: 'Guest', email }, ...(parentId && { parentId }) }, call);
  };

  edit = (commentId: string, body: object, options: Call = {}) =>
    this.call('PATCH /api/comments/{id}', { id: commentId, body, ...options });

  remove = (commentId: string, options: Call = {}) =>
    this.call('DELETE /api/comments/{id}', { id: commentId, ...options });

  list = (articleId: string, query = '') => this.call('GET /api/articles/{id}/comments', { id: articleId, query });

  replies = (commentId: string, query = '') => this.call('GET /api/comments/{id}/replies', { id: commentId, query });

  like = (commentId: string, as: string) => this.call('PUT /api/comments/{id}/like', { id: commentId, as });

  unlike = (commentId: string, as: string) => this.call('DELETE /api/comments/{id}/like', { id: commentId, as });

  get = (commentId: string, options: Call = {}) => this.call('GET /api/comments/{id}', { id: commentId, ...options });

  decide = (items: object[], options: Call = {}) =>
    this.call('POST /api/moderation/decisions', { as: 'mona:moderator', body: { items }, ...options });

  /** The queue as it is once the outbox has been read. */
  pending = async (query = '') => {
    await this.follow();
    return await this.call('GET /api/moderation/queues/{id}', { as: 'mona:moderator', id: 'pending', query });
  };

  /** What follows from all that was written so far, as far as the tables go: no discussion is published. */
  async follow(): Promise<void> {
    const liked = new LikedComments(this.discussion);
    const likes = new Likes(this.discussion);
    const unaudited = new UnauditedNotes(this.discussion);
    const quiet = { info: () => {}, warn: () => {}, error: () => {} };
    for (;;) {
      const Records = (await this.#outbox?.read()) ?? [];
      if (Records.length === 0) return;
      const answer = await publishComments(
        { Records },
        {
          counts: this.counts,
          publications: new Publications(this.discussion),
          queue: {
            ask: async ({ articleId }) => {
              await unaudited.add(articleId);
              await rollUpLikes(articleId, { likedComments: liked, likes, unaudited });
            },
          },
          table: this.discussion,
          clock: () => this.now,
          log: quiet,
        },
      );
      if (answer.batchItemFailures.length > 0) throw new Error('The outbox could not be followed.');
    }
  }

  /** What a rebuild does of what is under way on what people have posted: true once all has settled. */
  async goOn(): Promise<boolean> {
    const underway = new UnderwayTable(this.discussion);
    const deps = {
      underway,
      person: new PersonalDataTable(this.discussion, this.editorial),
      histories: new HistoryTable(this.discussion),
      clock: () => this.now,
      isOver: () => false,
    };
    await continueUnderway(undefined, async (_, work) => void (await work()), deps);
    for await (const _ of underway.all()) return false;
    return true;
  }

  count = async (articleId: string): Promise<unknown> => {
    const { body } = await this.call('GET /api/comments/counts', { query: `articleIds=${articleId}` });
    return body.counts[articleId];
  };

  /** Time passes, so that the next comment sorts after the ones before. */
  tick = (): void => {
    this.now = new Date(this.now.getTime() + 1000);
  };
}
