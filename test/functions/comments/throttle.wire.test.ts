import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { commentSettings } from '../../../shared/comment/moderation-settings.ts';
import { DiscussionUnderTest } from './discussion-under-test.ts';

/** As a fresh stage has it. */
const { perAccountPerMinute, perNetworkPerMinute } = commentSettings.parse({});
const api = new DiscussionUnderTest({ perAccountPerMinute, perNetworkPerMinute });
let articleId = '';

beforeAll(async () => {
  await api.create();
  articleId = await api.article();
});

beforeEach(() => {
  api.now = new Date(api.now.getTime() + 60_000);
});

const from = (address: string) => ({ headers: { 'cloudfront-viewer-address': `${address}:4711` } });
const times = <T>(n: number, act: (i: number) => Promise<T>) =>
  Promise.all(Array.from({ length: n }, (_, i) => act(i)));
const statuses = (answers: { status: number }[]) => [...new Set(answers.map(({ status }) => status))];
const refused = (wait: string) => ({
  status: 429,
  headers: { 'retry-after': wait },
  body: { code: 'too-many-comments' },
});

describe('the throttle', () => {
  it('lets an account post 10 comments a minute, wherever it is, and then says when to come back', async () => {
    const post = (i: number) => api.post(articleId, { text: `${i}` }, { as: 'alice', ...from(`203.0.113.${i}`) });
    expect(statuses(await times(10, post))).toEqual([201]);
    expect(await post(11)).toMatchObject(refused('60'));
    api.now = new Date(api.now.getTime() + 59_000);
    expect(await post(12)).toMatchObject(refused('1'));
    api.now = new Date(api.now.getTime() + 1000);
    expect((await post(13)).status).toBe(201);
    expect((await api.post(articleId, { text: 'x' }, { as: 'bob' })).status).toBe(201);
  });

  it('lets a network post 60, be it accounts or guests, by their IPv6 prefix too', async () => {
    const household = (i: number) => from(`2001:db8:1:2::${i.toString(16)}`);
    const post = (i: number) => api.post(articleId, { text: `${i}` }, { as: `member-${i}`, ...household(i) });
    expect(statuses(await times(59, post))).toEqual([201]);
    expect((await api.postAsGuest(articleId, 'hello', household(99))).status).toBe(201);
    expect(await post(100)).toMatchObject(refused('60'));
    expect((await api.post(articleId, { text: 'x' }, { as: 'member-1', ...from('2001:db8:1:3::1') })).status).toBe(201);
  });

  it('answers the retry of a post that was taken', async () => {
    const post = (i: number) => api.post(articleId, { text: `${i}` }, { as: 'carol', key: `carol-${i}` });
    const [first] = await times(10, post);
    expect((await post(10)).status).toBe(429);
    expect(await post(0)).toEqual(first);
  });

  it('counts edits with posts', async () => {
    const { id } = (await api.post(articleId, { text: '0' }, { as: 'dave' })).body;
    for (let revision = 1; revision < 10; revision++) {
      expect((await api.edit(id, { text: `${revision}`, revision }, { as: 'dave' })).status).toBe(200);
    }
    expect((await api.edit(id, { text: 'x', revision: 10 }, { as: 'dave' })).status).toBe(429);
  });

  it('keeps no address, nor who posts', async () => {
    await api.post(articleId, { text: 'x' }, { as: 'erin', ...from('198.51.100.77') });
    const written = JSON.stringify(api.recorder.requests.filter(({ operation }) => operation === 'UpdateItem'));
    expect(written).toContain('RATE#');
    expect(written).not.toMatch(/198\.51|erin/);
  });
});
