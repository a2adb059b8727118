import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DeskUnderTest } from './desk-under-test.ts';

const desk = new DeskUnderTest();
let id = '';
let n = 0;

beforeAll(() => desk.create());

beforeEach(async () => {
  id = await desk.upload(`news/absent-${++n}.txt`, { headline: 'A <wrong> headline', language: 'vi' });
});

describe('the page of an article that the bucket does not have', () => {
  test.each([
    ['kill', 'Bài viết đã bị hủy'],
    ['takedown', 'Bài viết đã bị gỡ bỏ'],
    ['unpublish', 'Bài viết đã được rút lại'],
  ])('after %s is a 410 for people, in the article’s language', async (op, text) => {
    await desk.act(op, id, { note: 'Between us.' });
    const { status, type, cached, html } = await desk.absentPage(`pages/${id}.html`);
    expect([status, type, cached]).toEqual([410, 'text/html; charset=utf-8', 'public, max-age=0, s-maxage=5']);
    expect(html).toMatch(/^<!doctype html>\n<html lang="vi"/);
    expect(html).toContain(text);
    expect(html).not.toContain('headline');
    expect(html).not.toContain('Between us');
  });

  test('gives the reason that readers are told, as text', async () => {
    await desk.act('kill', id, { note: 'x', reason: 'It was <b>wrong</b>.' });
    expect((await desk.absentPage(`pages/${id}.html`)).html).toContain('<p>It was &lt;b&gt;wrong&lt;/b&gt;.</p>');
  });

  test('is a 404 that nobody keeps while the article is only on its way', async () => {
    expect(await desk.absentPage(`pages/${id}.html`)).toMatchObject({ status: 404, cached: 'no-store' });
  });

  test('does not tell an embargo from nothing', async () => {
    const secret = await desk.upload(`news/secret-${n}.txt`, { embargoed: '2027-01-01T00:00:00.000Z' });
    const nothing = await desk.absentPage('pages/aaaaaaaaaaaaaaaa.html');
    expect(nothing).toMatchObject({ status: 404, type: 'text/html; charset=utf-8' });
    expect(await desk.absentPage(`pages/${secret}.html`)).toEqual(nothing);
    expect(await desk.absentPage('feeds/section/none/index.html')).toEqual(nothing);
  });
});
