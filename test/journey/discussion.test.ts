import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LocalNewsroom } from '../local-newsroom.ts';
import { first, NewsroomUser } from './newsroom-user.ts';

let newsroom: LocalNewsroom;
let user: NewsroomUser;
let comments: string;
let articleId: string;

beforeAll(async () => {
  newsroom = await LocalNewsroom.start();
  user = new NewsroomUser(newsroom);
  const Body = 'Ferry returns to the bay\n\nThe ferry sails again after the winter, twice a day.';
  await newsroom.s3.send(new PutObjectCommand({ Bucket: newsroom.bucket, Key: 'news/ferry.txt', Body }));
  const list = await user.until(
    () => user.call('GET', '/api/articles'),
    ({ body }) => body.items.length === 1,
  );
  articleId = first(list.body.items).id;
  comments = `/api/articles/${articleId}/comments`;
}, 60_000);

afterAll(async () => {
  await newsroom.stop();
});

const FEED_FILES = ['rss.xml', 'atom.xml', 'feed.json', 'index.html'];

const guest = { name: 'Bob Example', email: 'bob@reader.example' };

describe('readers discuss an article', () => {
  test('an account is published at once; the same request again is the same comment', async () => {
    const token = await user.token();
    const post = { token, key: 'k1', body: { text: 'Good news for the islands.' } };
    const one = await user.call('POST', comments, post);
    expect(one).toMatchObject({
      status: 201,
      body: { articleId, status: 'PUBLISHED', author: { name: 'Alice' }, revision: 1 },
    });
    expect(await user.call('POST', comments, post)).toEqual(one);
    const other = await user.call('POST', comments, { ...post, body: { text: 'Another text.' } });
    expect(other.status).toBeGreaterThanOrEqual(409);

    const reply = await user.call('POST', comments, {
      token,
      key: 'k2',
      body: { text: 'And for the mainland.', parentId: one.body.id },
    });
    expect(reply).toMatchObject({ status: 201, body: { parentId: one.body.id } });
    const replies = await user.call('GET', `/api/comments/${one.body.id}/replies`);
    expect(replies.body.items).toHaveLength(1);
    const counts = await user.call('GET', `/api/comments/counts?articleIds=${articleId}`);
    expect(counts.body.counts[articleId]).toBe(2);
  });

  test('a guest is held, and a moderator decides on the text that was seen', async () => {
    const posted = await user.call('POST', comments, { body: { text: 'When does it sail?', author: guest } });
    expect(posted).toMatchObject({ status: 201, body: { status: 'PENDING', editToken: expect.any(String) } });
    expect(JSON.stringify(posted.body)).not.toContain(guest.email);
    expect(await user.text(comments)).not.toContain('When does it sail');

    const { id, revision } = posted.body;
    const decide = (token: string, seen: number) =>
      user.call('POST', '/api/moderation/decisions', {
        token,
        body: { items: [{ commentId: id, revision: seen, decision: 'approve' }] },
      });
    expect((await decide(await user.token(), revision)).status).toBe(403);
    const moderator = await user.token('moderator', 'mod');
    const queue = await user.call('GET', '/api/moderation/queues/pending', { token: moderator });
    expect(queue.body.items.map((item) => item.id)).toContain(id);
    await decide(moderator, revision + 1);
    expect(await user.text(comments)).not.toContain('When does it sail');
    await decide(moderator, revision);
    expect(await user.text(comments)).toContain('When does it sail');
    const counts = await user.call('GET', `/api/comments/counts?articleIds=${articleId}`);
    expect(counts.body.counts[articleId]).toBe(3);
    await user.until(
      () => user.call('GET', `/api/articles/${articleId}`),
      ({ body }) => body.commentCount === 3,
    );
  });

  test('what is said is in the snapshot, in the feeds and on their page, and what is refused is not', async () => {
    const moderator = await user.token('moderator', 'mod');
    const files = [`/comments/${articleId}.json`, ...FEED_FILES.map((file) => `/feeds/comments/${articleId}/${file}`)];
    const everywhere = (words: string, isThere: boolean) =>
      Promise.all(
        files.map((path) =>
          user.until(
            () => user.text(path),
            (text) => text.includes(words) === isThere,
          ),
        ),
      );
    const post = { token: await user.token(), body: { text: 'The timetable is on the quay.' } };
    const { id, revision } = (await user.call('POST', comments, post)).body;
    await everywhere('The timetable is on the quay.', true);
    const snapshot = await user.text(files[0] ?? '');
    expect(JSON.parse(snapshot).comments.newest).toEqual((await user.call('GET', comments)).body);

    const body = { items: [{ commentId: id, revision, decision: 'reject' }] };
    await user.call('POST', '/api/moderation/decisions', { token: moderator, body });
    await everywhere('The timetable is on the quay.', false);
    for (const text of await Promise.all(files.map((path) => user.text(path)))) expect(text).not.toContain(guest.email);
  });

  test('the page names its script, which the site has', async () => {
    const page = await user.text(`/x/y-${articleId}.html`);
    const script = await user.fetch(/<script type="module" src="([^"]+)">/.exec(page)?.[1] ?? '');
    expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
    expect(script.headers.get('cache-control')).toContain('immutable');
  });

  test('it goes with its article and comes back with it', async () => {
    const token = await user.token('editor', 'ed');
    const standing = (status: number) =>
      Promise.all(
        [`/comments/${articleId}.json`, `/feeds/comments/${articleId}/rss.xml`].map((path) =>
          user.until(
            async () => (await user.fetch(path)).status,
            (found) => found === status,
          ),
        ),
      );
    await user.call('POST', `/api/articles/${articleId}/unpublish`, { token, body: {} });
    await standing(404);
    await user.call('POST', `/api/articles/${articleId}/republish`, { token, body: {} });
    await standing(200);
    expect(await user.text(`/comments/${articleId}.json`)).toContain('Good news for the islands.');
  });

  test.each([
    ['no article of that id', '/api/articles/aaaaaaaaaaaaaaaa/comments', { text: 'Hello' }, 404],
    ['no text', undefined, {}, 400],
    ['a text of another type', undefined, { text: 5 }, 400],
    ['an unknown field', undefined, { text: 'Hello', html: '<b>' }, 400],
    ['an unknown parent', undefined, { text: 'Hello', parentId: 'nowhere' }, 400],
  ])('refuses %s with a problem', async (_, path, body, status) => {
    const token = await user.token();
    const answer = await user.call('POST', path ?? comments, { token, body });
    expect([answer.status, answer.body.status]).toEqual([status, status]);
    expect(answer.body.code).toEqual(expect.any(String));
  });

  test('refuses JSON that is none, tokens that are forged, and bodies that are too large', async () => {
    const post = (body: string, authorization?: string) =>
      user.fetch(comments, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
      });
    expect((await post('{"text":')).status).toBe(400);
    expect((await post('{"text":"Hello"}', 'Bearer a.b.c')).status).toBe(401);
    const forged = (await user.token()).replace(/^[^.]+/, Buffer.from('{"alg":"none"}').toString('base64url'));
    expect((await post('{"text":"Hello"}', `Bearer ${forged}`)).status).toBe(401);
    expect((await post(JSON.stringify({ text: 'a'.repeat(70_000) }))).status).toBe(413);
  });
});
