import { beforeEach, expect, it } from 'vitest';
import { CounterAudit } from '../../../functions/rebuild-feeds/adapters/counter-audit.ts';
import { commentKey, countKeys, countShardOf, totalKey } from '../../../shared/store/discussion-keys.ts';
import { DiscussionUnderTest } from '../comments/discussion-under-test.ts';

let api: DiscussionUnderTest;
let articleId = '';
let ids: string[] = [];

const post = async (text: string, parentId?: string): Promise<string> =>
  (await api.post(articleId, { text, ...(parentId && { parentId }) }, { as: 'alice' })).body.id;

beforeEach(async () => {
  api = await new DiscussionUnderTest().create();
  articleId = await api.article();
  const head = await post('head');
  ids = [head, await post('a', head), await post('b', head), await post('other')];
  await api.follow();
});

const audit = (pause = () => Promise.resolve()) => new CounterAudit(api.discussion, pause).mend(articleId);
const keyOf = (id = '') => {
  const key = countKeys(articleId)[countShardOf(id)];
  if (!key) throw new Error('no shard');
  return key;
};

it('finds nothing where all is right', async () => {
  expect(await audit()).toEqual({ counters: 0, replyCounts: 0 });
});

it('puts right what has drifted, total and all', async () => {
  const [head = ''] = ids;
  await api.discussion.add(keyOf(head), { published: 7 });
  await api.discussion.add(commentKey(head), { replyCount: -1 });
  await api.discussion.put({ ...totalKey(articleId), schemaVersion: 1, published: 99 });
  expect(await api.count(articleId)).toBe(11);
  expect(await audit()).toEqual({ counters: 1, replyCounts: 1 });
  expect(await api.count(articleId)).toBe(4);
  expect((await api.get(head)).body.replyCount).toBe(2);
  expect(await api.discussion.get(totalKey(articleId))).toMatchObject({ published: 4 });
  expect(await audit()).toEqual({ counters: 0, replyCounts: 0 });
});

it('takes no post for a drift that its list does not have yet, nor one that comes amid the audit', async () => {
  const late = await post('not listed yet', ids[0]);
  expect(await audit(() => api.follow())).toEqual({ counters: 0, replyCounts: 0 });
  await api.discussion.add(keyOf(late), { published: 1 });
  expect(await audit(async () => void (await post('amid it')))).toEqual({ counters: 0, replyCounts: 0 });
  await api.follow();
  expect(await audit()).toEqual({ counters: 1, replyCounts: 0 });
  expect(await api.count(articleId)).toBe(6);
});
