import { CreateBucketCommand, GetObjectCommand } from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PlaceAudit } from '../../../functions/rebuild-feeds/adapters/place-audit.ts';
import { ShownList } from '../../../functions/rebuild-feeds/adapters/shown-list.ts';
import { convergeDiscussion, discussionKeys } from '../../../shared/comment/discussion-target.ts';
import { NotConverged } from '../../../shared/feed/converge.ts';
import { ArticleReader } from '../../../shared/store/article-reader.ts';
import {
  articleThread,
  CURRENT_SETTINGS,
  commentingKey,
  commentKey,
  repliesThread,
  settingsKey,
  topPk,
  topSortOf,
} from '../../../shared/store/discussion-keys.ts';
import { DiscussionReader } from '../../../shared/store/discussion-reader.ts';
import { PublicObjects } from '../../../shared/store/public-objects.ts';
import { Publications } from '../../../shared/store/publications.ts';
import { ShownComments, shownWrite } from '../../../shared/store/shown-comments.ts';
import { objectStore, uniqueName } from '../../engines.ts';
import { DiscussionUnderTest } from '../../functions/comments/discussion-under-test.ts';
import { inconsistentReads } from '../../wire/recorder.ts';
import { SITE } from '../feed/fixtures.ts';

const api = new DiscussionUnderTest();
const s3 = objectStore();
const Bucket = uniqueName('public');
/** The lists made right at once. */
const mended = async (articleId: string, list: ShownList) => {
  const places = new PlaceAudit(api.discussion, () => Promise.resolve());
  return (await places.mend((await list.look(articleId)).suspects)).commentIds;
};
const list = { mend: (articleId: string) => mended(articleId, new ShownList(api.discussion)) };
const shown = new ShownComments(api.discussion);
const deps = {
  articles: new ArticleReader(api.editorial),
  discussions: new DiscussionReader(api.discussion, {}),
  objects: new PublicObjects(s3, Bucket),
  site: SITE,
  clock: () => api.now,
};

beforeAll(async () => {
  await api.create();
  await s3.send(new CreateBucketCommand({ Bucket }));
});

const page = z.object({ items: z.array(z.unknown()), next: z.string().nullable() });
const snapshot = z.object({
  articleId: z.string(),
  count: z.number(),
  closesAt: z.string().optional(),
  comments: z.object({ newest: page, oldest: page, top: page }),
});

async function bodyOf(Key: string): Promise<string> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return (await Body?.transformToString()) ?? '';
}

const snapshotOf = async (id: string) => snapshot.parse(JSON.parse(await bodyOf(`comments/${id}.json`)));

async function publish(articleId: string): Promise<void> {
  await list.mend(articleId);
  await convergeDiscussion(articleId, deps);
}

describe('a snapshot', () => {
  it('has the first page in each order as the API answers it, and cursors that go on there', async () => {
    const id = await api.article();
    for (let i = 0; i < 30; i++) {
      api.tick();
      const { body } = await api.post(id, { text: `comment ${i}` }, { as: 'alice' });
      if (i % 3 === 0) await api.post(id, { text: `answer ${i}`, parentId: body.id }, { as: 'bob' });
    }
    await publish(id);
    const { articleId, count, comments } = await snapshotOf(id);
    expect([articleId, count]).toEqual([id, 40]);
    for (const order of ['newest', 'oldest', 'top'] as const) {
      const answered = await api.list(id, `orderBy=${order}`);
      expect(comments[order]).toEqual(answered.body);
      const rest = await api.list(id, `orderBy=${order}&cursor=${comments[order].next}`);
      expect(rest.body.items).toHaveLength(5);
    }
  });

  it('says when the discussion closes: by the rules in force, by its own before them, and by hand before all', async () => {
    const id = await api.article();
    const discussions = new DiscussionReader(api.discussion, {});
    const closesAt = async () => {
      await convergeDiscussion(id, { ...deps, discussions });
      return (await snapshotOf(id)).closesAt;
    };
    const by = { schemaVersion: 1, revision: 1, by: 'mona', at: '2026-11-24T06:00:00.000Z' };
    expect(await closesAt()).toBeUndefined();
    await api.discussion.put({ ...settingsKey(1), closeAfterDays: 7 });
    await api.discussion.put({ ...CURRENT_SETTINGS, version: 1 });
    expect(await closesAt()).toBe('2026-11-27T00:00:00.000Z');
    const own = { ...commentingKey(id), ...by, closesAt: '2026-12-01T00:00:00.000Z' };
    await api.discussion.put(own);
    expect(await closesAt()).toBe(own.closesAt);
    await api.discussion.put({ ...own, closedAt: by.at });
    expect(await closesAt()).toBe(by.at);
    await api.discussion.delete(CURRENT_SETTINGS);
  });

  it('shows nothing that is held, refused or spam, and a tombstone without its words', async () => {
    const id = await api.article();
    await api.postAsGuest(id, 'held words');
    const head = (await api.post(id, { text: 'refused words' }, { as: 'alice' })).body;
    await api.post(id, { text: 'the answer', parentId: head.id }, { as: 'bob' });
    const other = (await api.post(id, { text: 'spam words' }, { as: 'carol' })).body;
    await api.decide([
      { commentId: head.id, revision: 1, decision: 'reject' },
      { commentId: other.id, revision: 1, decision: 'spam' },
    ]);
    await publish(id);
    const bodies = (await Promise.all(discussionKeys(id).map(bodyOf))).join('\n');
    for (const words of ['held words', 'refused words', 'spam words', 'guest@example.com', 'Name of alice']) {
      expect(bodies).not.toContain(words);
    }
    expect(bodies).toContain('the answer');
    expect(await snapshotOf(id)).toMatchObject({
      count: 1,
      comments: { newest: { items: [{ id: head.id, text: '', replyCount: 1, author: { name: '' } }], next: null } },
    });
  });

  it('takes what a comment says from the comment, though its place is still to be removed', async () => {
    const id = await api.article();
    const { body } = await api.post(id, { text: 'soon gone' }, { as: 'alice' });
    await publish(id);
    await api.decide([{ commentId: body.id, revision: 1, decision: 'reject' }]);
    await convergeDiscussion(id, deps);
    expect(await snapshotOf(id)).toMatchObject({ count: 0, comments: { newest: { items: [], next: null } } });
  });

  it('reads no index, and all that it reads is consistent', async () => {
    const id = await api.article();
    const { body } = await api.post(id, { text: 'x' }, { as: 'alice' });
    await api.post(id, { text: 'y', parentId: body.id }, { as: 'alice' });
    await list.mend(id);
    api.recorder.reset();
    await convergeDiscussion(id, deps);
    expect(inconsistentReads(api.recorder)).toEqual([]);
    expect(api.recorder.requests.filter(({ body: sent }) => sent?.includes('IndexName'))).toEqual([]);
    // Twice, before the writes and after: the article, three lists, the comments, the counters, and when it closes.
    expect(api.recorder.summary()).toEqual({ 'dynamodb:GetItem': 2, 'dynamodb:Query': 6, 'dynamodb:BatchGetItem': 6 });
    expect(api.recorder.units(api.definitions).read).toBe(2 * (1 + 3 + 2 + 10 + 2));
  });

  it('reads one list where there is no comment', async () => {
    const id = await api.article();
    api.recorder.reset();
    await convergeDiscussion(id, deps);
    // Twice: the article, the list, the counters, and when it closes.
    expect(api.recorder.summary()).toEqual({ 'dynamodb:GetItem': 2, 'dynamodb:Query': 2, 'dynamodb:BatchGetItem': 4 });
    expect(api.recorder.units(api.definitions).read).toBe(2 * (1 + 1 + 10 + 2));
  });

  it('costs the same however many comments there are', async () => {
    const [few, many] = [await api.article(), await api.article()];
    const cost = async (id: string, comments: number) => {
      for (let i = 0; i < comments; i += 10) {
        api.tick();
        await Promise.all(Array.from({ length: 10 }, () => api.post(id, { text: 'a comment' }, { as: 'alice' })));
      }
      await list.mend(id);
      api.recorder.reset();
      await convergeDiscussion(id, deps);
      return [api.recorder.summary(), api.recorder.units(api.definitions).read];
    };
    expect(await cost(few, 80)).toEqual(await cost(many, 120));
  });

  it('is not there for an article that is not, and goes with it', async () => {
    const id = await api.article({}, true);
    expect(await convergeDiscussion(id, deps)).toMatchObject({ written: [], deleted: [] });
    const key = `comments/${id}.json`;
    await deps.objects.put({ key, body: '{}', contentType: 'application/json', cacheControl: '' }, undefined);
    expect(await convergeDiscussion(id, deps)).toMatchObject({ written: [], deleted: [key] });
  });

  it('that changes under the hands of its only attempt is left to be published again', async () => {
    const id = await api.article();
    const objects = {
      head: (key: string) => deps.objects.head(key),
      delete: (key: string) => deps.objects.delete(key),
      put: async (...args: Parameters<PublicObjects['put']>) => {
        if (args[0].key.startsWith('comments/')) await api.post(id, { text: 'meanwhile' }, { as: 'alice' });
        return await deps.objects.put(...args);
      },
    };
    const once = convergeDiscussion(id, { ...deps, objects, attempts: 1 });
    await expect(once).rejects.toBeInstanceOf(NotConverged);
  });
});

describe('an article that is withdrawn while its discussion is published', () => {
  it.each([
    ['for the first time', false],
    ['again', true],
  ])(
    '%s has no files when that ends, though its publisher removed them before they were written',
    async (_, isAgain) => {
      const id = await api.article();
      if (isAgain) await publish(id);
      await api.post(id, { text: 'a comment' }, { as: 'alice' });
      await list.mend(id);
      let isWithdrawn = false;
      const objects = {
        head: (key: string) => deps.objects.head(key),
        delete: (key: string) => deps.objects.delete(key),
        put: async (...args: Parameters<PublicObjects['put']>) => {
          if (!isWithdrawn) {
            isWithdrawn = true;
            await api.withdraw(id);
            await Promise.all(discussionKeys(id).map((key) => deps.objects.delete(key)));
          }
          return await deps.objects.put(...args);
        },
      };
      await convergeDiscussion(id, { ...deps, objects, attempts: 1 });
      expect(isWithdrawn).toBe(true);
      for (const key of discussionKeys(id)) expect(await deps.objects.head(key), key).toBeUndefined();
    },
  );
});

describe('the list of what an article shows', () => {
  it('is mended from the index and the comments, whatever is missing or too much', async () => {
    const id = await api.article();
    const head = (await api.post(id, { text: 'head' }, { as: 'alice' })).body;
    const reply = (await api.post(id, { text: 'reply', parentId: head.id }, { as: 'bob' })).body;
    const gone = (await api.post(id, { text: 'gone' }, { as: 'carol' })).body;
    expect((await list.mend(id)).sort()).toEqual([head.id, reply.id, gone.id].sort());
    expect(await list.mend(id)).toEqual([]);

    await api.decide([{ commentId: gone.id, revision: 1, decision: 'reject' }]);
    const place = { articleId: id, id: reply.id, createdAt: reply.createdAt, parentId: head.id };
    await api.discussion.writeMany([shownWrite(place, false)]);
    expect((await list.mend(id)).sort()).toEqual([reply.id, gone.id].sort());
    expect((await shown.page(id, 'HEAD', 'newest', 9)).map(({ commentId }) => commentId)).toEqual([head.id]);
    expect((await shown.page(id, 'REPLY', 'newest', 9)).map(({ commentId }) => commentId)).toEqual([reply.id]);
  });

  it('believes the comment and not an index that lags behind', async () => {
    const id = await api.article();
    const { body } = await api.post(id, { text: 'new' }, { as: 'alice' });
    // As if the index had not yet heard of it.
    const { discussion: table } = api;
    const lagging = new ShownList({
      query: table.query.bind(table),
      queryAll: (query) => (query.index ? nothing() : table.queryAll(query)),
    });
    await list.mend(id);
    expect(await mended(id, lagging)).toEqual([]);
    expect((await shown.page(id, 'HEAD', 'newest', 9)).map(({ commentId }) => commentId)).toEqual([body.id]);
    expect(await api.discussion.get(commentKey(body.id))).toBeDefined();
  });
});

describe('the places by likes', () => {
  const places = async (thread: string) =>
    (await api.discussion.query({ pk: topPk(thread), consistent: true })).items.map(({ sk, text }) => [sk, text]);

  it('are mended where they are missing, too many or say what the comment does not', async () => {
    const id = await api.article();
    const head = (await api.post(id, { text: 'head' }, { as: 'alice' })).body;
    const reply = (await api.post(id, { text: 'reply', parentId: head.id }, { as: 'bob' })).body;
    await api.follow();
    expect(await list.mend(id)).toEqual([]);
    const [right, below] = [await places(articleThread(id)), await places(repliesThread(head.id))];
    expect([right, below].flat().map(([, text]) => text)).toEqual(['head', 'reply']);

    const [place] = (await api.discussion.query({ pk: topPk(articleThread(id)), consistent: true })).items;
    const key = { pk: topPk(articleThread(id)), sk: String(place?.sk) };
    await api.discussion.put({ ...place, ...key, text: 'words that are gone' });
    await api.discussion.put({ ...place, ...key, sk: topSortOf({ ...head, likes: 9 }) });
    await api.discussion.delete({ pk: topPk(repliesThread(head.id)), sk: topSortOf(reply) });
    expect((await list.mend(id)).sort()).toEqual([head.id, reply.id].sort());
    expect([await places(articleThread(id)), await places(repliesThread(head.id))]).toEqual([right, below]);
    expect(await list.mend(id)).toEqual([]);
  });
});

async function* nothing() {}

describe('publications', () => {
  const publications = new Publications(api.discussion);
  const at = '2026-11-24T07:00:00.000Z';

  it('are begun once each, and finished by the last alone', async () => {
    const id = await api.article();
    const first = await publications.find(id);
    expect(first).toEqual({ begun: 0, done: 0 });
    expect(await publications.begin(id, first, at)).toBe(1);
    expect(await publications.begin(id, first, at)).toBeUndefined();
    const second = await publications.find(id);
    expect(second).toEqual({ begun: 1, done: 0, at });
    expect(await publications.begin(id, second, at)).toBe(2);
    await publications.finish(id, 1, at);
    expect(await publications.find(id)).toEqual({ begun: 2, done: 0, at });
    await publications.finish(id, 2, undefined);
    expect(await publications.find(id)).toEqual({ begun: 2, done: 2 });
  });
});
