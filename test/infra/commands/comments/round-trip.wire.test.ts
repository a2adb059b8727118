import { beforeAll, expect, it } from 'vitest';
import { allUnits } from '../../../../infra/commands/comments/all-units.ts';
import { importFile } from '../../../../infra/commands/comments/import-file.ts';
import { lineOf } from '../../../../infra/commands/comments/unit.ts';
import { UnitTable } from '../../../../infra/commands/comments/unit-table.ts';
import { DiscussionUnderTest } from '../../../functions/comments/discussion-under-test.ts';

const there = new DiscussionUnderTest();
const here = new DiscussionUnderTest();
let articleId = '';

beforeAll(async () => {
  await Promise.all([there.create(), here.create()]);
  articleId = await there.article();
  await here.article();
});

const exportNow = async (api: DiscussionUnderTest): Promise<string> => {
  let text = '';
  for await (const unit of allUnits(api.discussion)) text += lineOf(unit);
  return text;
};

const exportOf = async (api: DiscussionUnderTest): Promise<string> => {
  await api.follow();
  return await exportNow(api);
};

// biome-ignore lint/suspicious/useAwait: as a file comes.
async function* chunksOf(text: string) {
  for (let i = 0; i < text.length; i += 100) yield text.slice(i, i + 100);
}

const importInto = (api: DiscussionUnderTest, text: string) => {
  const units = new UnitTable(api.discussion);
  return importFile({
    text: () => chunksOf(text),
    format: 'ndjson',
    articles: { articleOf: () => Promise.resolve(undefined) },
    write: (unit) => units.write(unit),
    onProgress: () => {},
  });
};

async function discussed(api: DiscussionUnderTest) {
  const post = async (text: string, as: string, parentId?: string): Promise<string> => {
    const { body } = await api.post(articleId, { text, ...(parentId && { parentId }) }, { as });
    api.tick();
    return body.id;
  };
  const head = await post('head', 'alice');
  const reply = await post('reply', 'bob', head);
  await post('reply to the reply', 'carol', reply);
  const alone = await post('deleted, with a reply', 'dan');
  await post('its reply', 'erin', alone);
  await api.remove(alone, { as: 'dan' });
  await api.postAsGuest(articleId, 'held');
  await api.edit(head, { text: 'head, edited', revision: 1 }, { as: 'alice' });
  for (const who of ['bob', 'carol', 'dan']) await api.like(head, who);
  await api.call('POST /api/comments/{id}/flags', { id: reply, as: 'erin', body: { reason: 'spam' } });
  await api.decide([{ commentId: head, revision: 2, decision: 'approve', reason: 'fine' }]);
  const gone = await post('erased', 'zoe');
  await post('reply to the erased', 'alice', gone);
  await api.call('DELETE /api/users/me', { as: 'zoe' });
  return { head };
}

it('an export comes back the same from a stage that was empty, with exact counts; again it changes nothing', async () => {
  const { head } = await discussed(there);
  const exported = await exportOf(there);
  expect(exported.split('\n').length).toBe(9);
  expect(exported).not.toMatch(/zoe/);

  // The first import ends in the midst.
  let requests = 0;
  here.losesAnswer = () => ++requests === 12;
  await expect(importInto(here, exported)).rejects.toThrow();
  here.losesAnswer = () => false;
  const report = await importInto(here, exported);
  expect(report.known).toBeGreaterThan(0);
  expect(report.imported + report.known).toBe(8);

  // Before the reader of the stream has come to any of it, and after.
  expect(await exportNow(here)).toBe(exported);
  expect(await exportOf(here)).toBe(exported);
  expect(await here.count(articleId)).toBe(await there.count(articleId));
  expect((await here.list(articleId)).body).toEqual((await there.list(articleId)).body);
  expect((await here.replies(head)).body).toEqual((await there.replies(head)).body);
  expect((await here.pending()).body.items.length).toBe(1);

  expect(await importInto(here, exported)).toMatchObject({ imported: 0, known: 8 });
  expect(await exportOf(here)).toBe(exported);
}, 120_000);

it('a comment of another site by the same id is told of, and exported once', async () => {
  const [line = ''] = (await exportOf(here)).split('\n');
  const other = line.replace(/"createdAt":"\d{4}/, '"createdAt":"1999');
  expect(other).not.toBe(line);
  const { known, skipped } = await importInto(here, `${other}\n`);
  expect([known, ...skipped.keys()]).toEqual([0, 'id-taken']);
  expect((await exportOf(here)).split('\n').filter((each) => each === line)).toEqual([line]);
});
