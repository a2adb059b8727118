import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { AnswersTable } from '../../../functions/articles/adapters/answers-table.ts';
import { ArticlesTable } from '../../../functions/articles/adapters/articles-table.ts';
import { DeskTable } from '../../../functions/articles/adapters/desk-table.ts';
import { UploadsTable } from '../../../functions/articles/adapters/uploads-table.ts';
import { endpointsOf } from '../../../functions/articles/endpoints.ts';
import { routes } from '../../../functions/articles/routes.ts';
import { articleIdOf } from '../../../shared/article/article-id.ts';
import type { ArticleDocument } from '../../../shared/article/document.ts';
import { takeContent, withdraw } from '../../../shared/article/transition.ts';
import { serveApi } from '../../../shared/http/serve-api.ts';
import { settings } from '../../../shared/settings.ts';
import { siteOf } from '../../../shared/site.ts';
import { articleWrites } from '../../../shared/store/article-writes.ts';
import { CommentCounts } from '../../../shared/store/comment-counts.ts';
import {
  articleKey,
  feedEntryKey,
  QUARANTINE_INDEX,
  QUARANTINED,
  uploadVersionKey,
} from '../../../shared/store/editorial-keys.ts';
import { FeedStore } from '../../../shared/store/feed-store.ts';
import { ImageReader } from '../../../shared/store/image-reader.ts';
import { Table } from '../../../shared/store/table.ts';
import { tableEngine, uniqueName } from '../../engines.ts';
import { at } from '../../shared/article/article-fixtures.ts';
import { discussionTable, editorialTable } from '../../wire/newsroom-tables.ts';
import { Recorder } from '../../wire/recorder.ts';
import { describedBy } from '../api-contract.ts';
import { apiEvent } from '../api-event.ts';
import { documentOf } from '../ingest-article/fake-newsroom.ts';

const definitions = {
  editorial: editorialTable(uniqueName('editorial')),
  discussion: discussionTable(uniqueName('discussion')),
};
const recorder = new Recorder();
const client = recorder.record(tableEngine());
const editorial = new Table(client, definitions.editorial.TableName);
const documents = new Map<string, ArticleDocument>();
let now = new Date('2026-06-30T00:00:00Z');

const handle = describedBy(
  routes,
  serveApi({
    routes,
    endpoints: endpointsOf({
      articles: new ArticlesTable(editorial),
      documents: { document: (id) => Promise.resolve(documents.get(id) ?? documentOf({})) },
      imageDocuments: { images: () => Promise.reject(new Error('no images are noted')) },
      images: new ImageReader(editorial),
      counts: new CommentCounts(new Table(client, definitions.discussion.TableName)),
      uploads: new UploadsTable(editorial),
      desk: new DeskTable(editorial, new FeedStore(editorial)),
      answers: new AnswersTable(editorial),
      replays: { ask: () => Promise.reject(new Error('nobody asked for a replay')) },
      description: () => Promise.resolve({ openapi: '3.1.1' }),
      site: siteOf('https://news.example', settings.parse({ title: 'The Example' })),
    }),
    authenticate: (authorization) =>
      Promise.resolve(
        authorization === 'Bearer editor'
          ? { userId: 'e', name: 'E', roles: ['editor'] }
          : authorization
            ? { userId: 'r', name: 'R', roles: [] }
            : undefined,
      ),
    originSecrets: ['secret'],
    log: {
      error: (message, attributes) => {
        throw new Error(`${message} ${JSON.stringify(attributes)}`);
      },
    },
    clock: () => now,
  }),
);

async function get(routeKey: string, query = '', options: { id?: string; token?: string; etag?: string } = {}) {
  const { id, token, etag } = options;
  const event = apiEvent(routeKey, {
    query,
    as: token,
    ...(etag && { headers: { 'if-none-match': etag } }),
    ...(id && { params: { id } }),
  });
  const answer = await handle(event);
  return { status: answer.statusCode, headers: answer.headers ?? {}, body: JSON.parse(answer.body ?? 'null') };
}

const list = z.object({
  items: z.array(z.looseObject({ id: z.string(), headline: z.string() })),
  next: z.string().nullable(),
});
const listOf = async (query: string) => list.parse((await get('GET /api/articles', query)).body);
const headlines = async (query: string) => (await listOf(query)).items.map((item) => item.headline);
const day = (n: number) => `2026-06-${String(n).padStart(2, '0')}T00:00:00.000Z`;

function stored(n: number, fields: Partial<ArticleDocument>) {
  const id = articleIdOf({ scheme: 'key', value: `article-${n}` });
  const document = documentOf({ headline: `Article ${n}`, ...fields });
  documents.set(id, document);
  const content = {
    document,
    contentHash: `${n}`,
    version: 1,
    source: { key: `${n}.txt`, versionId: 'v' },
    storedAt: day(n),
    liveKeys: 1,
  };
  return takeContent(undefined, id, content, at(day(n)));
}

beforeAll(async () => {
  await Promise.all(Object.values(definitions).map((definition) => client.send(new CreateTableCommand(definition))));
  const articles = [
    stored(1, { section: 'world', language: 'vi', tags: [{ name: 'Ba Lan' }] }),
    stored(2, { section: 'sport', authors: ['Alice Example'], byline: 'Alice Example' }),
    stored(3, { section: 'world', language: 'en-GB' }),
    stored(4, { section: 'world', headline: 'Long '.repeat(300).trim() }),
    stored(5, { section: 'sport', expires: day(20) }),
  ];
  for (const article of articles) await editorial.transact(articleWrites(article));
});

beforeEach(() => {
  now = new Date('2026-06-10T00:00:00Z');
  recorder.reset();
});

describe('GET /api/articles', () => {
  test('lists everything, newest first, with all fields of the contract', async () => {
    expect(await headlines('')).toEqual([
      'Article 5',
      expect.stringMatching(/^Long Long/),
      'Article 3',
      'Article 2',
      'Article 1',
    ]);
    const [first] = (await listOf('section=world&limit=1&to=2026-06-03T00:00:00Z')).items;
    expect(first).toMatchObject({
      id: expect.stringMatching(/^[a-z2-7]{16}$/),
      url: expect.stringMatching(/^https:\/\/news\.example\/world\/a-headline-[a-z2-7]{16}\.html$/),
      byline: null,
      credit: null,
      canonicalSource: null,
      section: 'world',
      tags: [],
      language: 'en-GB',
      summary: 'A summary.',
      wordCount: 1,
      readingMinutes: 1,
      publishedAt: day(3),
      updatedAt: day(3),
      version: 1,
      pubStatus: 'usable',
      lastOp: 'publish',
      commentCount: 0,
    });
  });

  test.each([
    ['section=world', ['Long', 'Article 3', 'Article 1']],
    ['section=World', ['Long', 'Article 3', 'Article 1']],
    ['section=nowhere', []],
    ['tag=ba%20lan', ['Article 1']],
    ['author=Alice%20Example', ['Article 2']],
    ['language=en', ['Article 5', 'Long', 'Article 3', 'Article 2']],
    ['language=en-GB', ['Article 3']],
    ['section=world&language=vi', ['Article 1']],
    ['from=2026-06-02T00:00:00Z&to=2026-06-03T00:00:00Z', ['Article 3', 'Article 2']],
    ['from=2026-06-05T00:00:00%2B00:00', ['Article 5']],
  ])('%s', async (query, expected) => {
    expect((await headlines(query)).map((headline) => headline.replace(/^Long .*/, 'Long'))).toEqual(expected);
  });

  test('pages with a cursor that stays right while articles arrive', async () => {
    const first = await listOf('limit=2');
    const arrived = stored(6, {});
    await editorial.transact(articleWrites(arrived));
    const second = await listOf(`limit=2&cursor=${first.next}`);
    const third = await listOf(`limit=2&cursor=${second.next}`);
    expect([...first.items, ...second.items, ...third.items].map((item) => item.headline.slice(0, 9))).toEqual([
      'Article 5',
      'Long Long',
      'Article 3',
      'Article 2',
      'Article 1',
    ]);
    expect(third.next).toBeNull();
    await editorial.transact(articleWrites(withdraw(arrived.after, day(7), at(day(7)))));
  });

  test('shows nothing past its expiry, even before the clock took the entry away', async () => {
    now = new Date(day(20));
    expect(await headlines('section=sport')).toEqual(['Article 2']);
  });

  test('gives only the fields that were asked for', async () => {
    const { body } = await get('GET /api/articles', 'fields=id,headline&limit=1');
    expect(Object.keys(body.items[0])).toEqual(['id', 'headline']);
  });

  test.each([
    ['sort=newest', 'sort'],
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=many', 'limit'],
    ['from=yesterday', 'from'],
    ['from=2026-06-01T00:00:00', 'from'],
    ['fields=headline,password', 'fields'],
    ['section=', 'section'],
    ['cursor=abc', 'cursor'],
    ['limit=1&limit=2', 'limit'],
  ])('refuses %s and names it', async (query, parameter) => {
    const { status, headers, body } = await get('GET /api/articles', query);
    expect([status, headers['content-type']]).toEqual([400, 'application/problem+json']);
    expect(body.errors[0].parameter).toBe(parameter);
  });

  test('costs one query and one read of the counts', async () => {
    await listOf('limit=2');
    expect(recorder.summary()).toEqual({ 'dynamodb:BatchGetItem': 1, 'dynamodb:Query': 1 });
  });

  test('answers 304 while nothing has changed', async () => {
    const { headers } = await get('GET /api/articles', 'limit=1');
    expect((await get('GET /api/articles', 'limit=1', { etag: String(headers.etag) })).status).toBe(304);
  });
});

describe('GET /api/articles/{id}', () => {
  const one = (id: string) => get('GET /api/articles/{id}', '', { id });

  test('gives the article in full', async () => {
    const { after } = stored(1, { section: 'world', language: 'vi' });
    const { status, body } = await one(after.id);
    expect(status).toBe(200);
    expect(body).toMatchObject({ headline: 'Article 1', headlineSource: 'declared', bodyHtml: '<p>Body.</p>' });
  });

  test.each(['aaaaaaaaaaaaaaaa', 'no-id', '../etc/passwd'])('knows no %s', async (id) => {
    expect(await one(id)).toMatchObject({ status: 404, body: { code: 'article-unknown' } });
  });

  test('does not give an embargo away', async () => {
    const { after } = stored(7, { embargoed: day(25) });
    await editorial.put({ ...articleKey(after.id), ...after });
    expect((await one(after.id)).status).toBe(404);
  });

  test('does not run ahead of the table: due by the clock, but not released yet', async () => {
    const { after } = stored(9, { embargoed: day(9) });
    const { publishedAt, ...unreleased } = { ...after, visible: false, feeds: [] };
    expect(publishedAt).toBe(day(9));
    await editorial.put({ ...articleKey(after.id), ...unreleased });
    expect((await one(after.id)).status).toBe(404);
  });

  test.each([
    ['unpublish', 'article-withdrawn'],
    ['kill', 'article-killed'],
    ['takedown', 'article-taken-down'],
  ] as const)('is gone after %s, and says why', async (lastOp, code) => {
    const { after } = stored(8, {});
    await editorial.put({ ...articleKey(after.id), ...after, lastOp });
    expect(await one(after.id)).toMatchObject({ status: 410, body: { code } });
  });
});

describe('GET /api/uploads', () => {
  const version = (versionId: string, sequencer: string, outcome: string) => ({
    ...uploadVersionKey('a/b c.txt', versionId),
    schemaVersion: 1,
    key: 'a/b c.txt',
    versionId,
    kind: 'put',
    sequencer,
    outcome,
    receivedAt: day(1),
    ...(outcome === 'quarantined' && {
      [QUARANTINE_INDEX.pk]: QUARANTINED,
      reason: { code: 'no-text', message: 'Nothing there.' },
    }),
  });

  beforeAll(async () => {
    await editorial.put(version('v1', '0A', 'superseded'));
    await editorial.put(version('v2', '0B', 'quarantined'));
  });

  test('tells what became of each version of a key, newest first', async () => {
    const { body } = await get('GET /api/uploads', 'key=a%2Fb%20c.txt', { token: 'editor' });
    expect(body).toEqual({
      items: [
        {
          key: 'a/b c.txt',
          versionId: 'v2',
          outcome: 'quarantined',
          reason: { code: 'no-text', message: 'Nothing there.' },
          receivedAt: day(1),
        },
        { key: 'a/b c.txt', versionId: 'v1', outcome: 'superseded', receivedAt: day(1) },
      ],
      next: null,
    });
  });

  test('pages through the versions of a key', async () => {
    const first = (await get('GET /api/uploads', 'key=a%2Fb%20c.txt&limit=1', { token: 'editor' })).body;
    expect(first.items.map((item: { versionId: string }) => item.versionId)).toEqual(['v2']);
    const query = `key=a%2Fb%20c.txt&limit=1&cursor=${first.next}`;
    const second = (await get('GET /api/uploads', query, { token: 'editor' })).body;
    expect(second).toMatchObject({ items: [{ versionId: 'v1' }], next: null });
    const elsewhere = await get('GET /api/uploads', `key=other&cursor=${first.next}`, { token: 'editor' });
    expect(elsewhere.status).toBe(400);
  });

  test('lists what is quarantined, page by page', async () => {
    await editorial.put({
      ...version('v3', '0C', 'quarantined'),
      ...uploadVersionKey('other.txt', 'v3'),
      key: 'other.txt',
      receivedAt: day(2),
    });
    const first = (await get('GET /api/uploads', 'outcome=quarantined&limit=1', { token: 'editor' })).body;
    expect(first.items.map((item: { key: string }) => item.key)).toEqual(['other.txt']);
    const second = (
      await get('GET /api/uploads', `outcome=quarantined&limit=1&cursor=${first.next}`, { token: 'editor' })
    ).body;
    expect(second.items.map((item: { key: string }) => item.key)).toEqual(['a/b c.txt']);
  });

  test.each([
    [undefined, 401],
    ['reader', 403],
    ['editor', 200],
  ])('is for editors: %s gets %i', async (token, status) => {
    expect((await get('GET /api/uploads', 'key=x', { ...(token && { token }) })).status).toBe(status);
  });

  test.each(['', 'key=a&outcome=quarantined', 'outcome=published'])('refuses “%s”', async (query) => {
    expect((await get('GET /api/uploads', query, { token: 'editor' })).status).toBe(400);
  });
});

test('entries sort by time and then by id', () => {
  expect(feedEntryKey('all', day(1), 'b').sk > feedEntryKey('all', day(1), 'a').sk).toBe(true);
});
