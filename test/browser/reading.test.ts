import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NewsroomUser } from '../journey/newsroom-user.ts';
import { LocalNewsroom } from '../local-newsroom.ts';
import { KILLED_ARTICLE, VIETNAMESE_ARTICLE, WIDE_ARTICLE } from './articles.ts';
import { findChromium } from './chromium.ts';
import { LOOKS, launch, PHONE, ReaderPage } from './reader-page.ts';

const chromium = await findChromium();
if (!chromium) console.warn('No browser was found, so what is tested in one is left out. CHROMIUM can name one.');

describe.skipIf(!chromium)('with a browser, a reader', () => {
  let newsroom: LocalNewsroom;
  let user: NewsroomUser;
  let browser: Browser;
  /** What answers each status. */
  const pages: { path: string; status: number }[] = [
    { path: '/', status: 200 },
    { path: '/world/', status: 200 },
    { path: '/world/nothing-aaaaaaaaaaaaaaaa.html', status: 404 },
    { path: '/feeds/all/index.html', status: 200 },
  ];
  let articleId: string;
  let article: string;

  const put = (Key: string, Body: string | Buffer) =>
    newsroom.s3.send(new PutObjectCommand({ Bucket: newsroom.bucket, Key, Body }));

  beforeAll(async () => {
    if (!chromium) return;
    [newsroom, browser] = await Promise.all([LocalNewsroom.start(), launch(chromium)]);
    user = new NewsroomUser(newsroom);
    const image = sharp({ create: { width: 1600, height: 900, channels: 3, background: '#446688' } });
    await put('world/quay.jpg', await image.jpeg().toBuffer());
    await put('world/wide.md', WIDE_ARTICLE);
    await put('world/pha.md', VIETNAMESE_ARTICLE);
    await put('world/killed.txt', KILLED_ARTICLE);
    const { body } = await user.until(
      () => user.call('GET', '/api/articles'),
      (list) => list.body.items.length === 3,
    );
    const token = await user.token('editor', 'ed');
    for (const { id, url, headline } of body.items) {
      const isKilled = headline === 'The report';
      if (isKilled) await user.call('POST', `/api/articles/${id}/kill`, { token, body: { note: 'Not confirmed.' } });
      pages.push({ path: new URL(url).pathname, status: isKilled ? 410 : 200 });
      if (headline.startsWith('Phà')) [articleId, article] = [id, new URL(url).pathname];
    }
    for (const { path, status } of pages) {
      await user.until(
        () => user.fetch(path),
        (answer) => answer.status === status,
      );
    }
    await user.until(
      () => user.text('/world/'),
      (text) => text.includes('<img') && text.includes('Phà trở lại') && !text.includes('The report'),
    );
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await newsroom?.stop();
  });

  test.each(Object.entries(LOOKS))('finds every page fit to be read: %s', async (_, look) => {
    const reader = await ReaderPage.of(browser, newsroom.siteUrl, look);
    for (const { path, status } of pages) {
      expect([path, await reader.open(path), await reader.overflow()]).toEqual([path, status, 0]);
      expect([path, await reader.faults()]).toEqual([path, []]);
    }
    expect(reader.complaints).toEqual([]);
    await reader.close();
  });

  const commentWith = (reader: ReaderPage, words: string) =>
    reader.page.locator('.comments article').filter({ hasText: words });

  const press = (reader: ReaderPage, words: string, label: RegExp) =>
    commentWith(reader, words).getByRole('button', { name: label }).click();

  const snapshotHas = (words: string) =>
    user.until(
      () => user.text(`/comments/${articleId}.json`),
      (text) => text.includes(words),
    );

  async function signedIn(name: string): Promise<ReaderPage> {
    const reader = await ReaderPage.of(browser, newsroom.siteUrl);
    await reader.open('/');
    await reader.signIn(await user.token(undefined, name.toLowerCase(), name));
    await reader.open(article);
    return reader;
  }

  test('as a guest posts, sees that it waits, edits and deletes it', async () => {
    const guest = await ReaderPage.of(browser, newsroom.siteUrl, PHONE);
    const { page } = guest;
    await guest.open(article);
    await page.getByLabel('Bình luận', { exact: true }).fill('Mấy giờ phà chạy?');
    await page.getByLabel('Tên').fill('Bob Example');
    await page.getByLabel('Email').fill('bob@reader.example');
    await page.getByRole('button', { name: 'Gửi' }).click();
    const held = commentWith(guest, 'Mấy giờ phà chạy?');
    await held.getByText('đang chờ ban biên tập duyệt').waitFor();

    await guest.open(article);
    await press(guest, 'Mấy giờ phà chạy?', /^Sửa/);
    await page.keyboard.press('Escape');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Sửa');
    await page.keyboard.press('Enter');
    await held.getByRole('textbox').fill('Mấy giờ phà chạy vào Chủ nhật?');
    expect(await guest.faults()).toEqual([]);
    expect(await guest.overflow()).toBe(0);
    await held.getByRole('button', { name: 'Lưu' }).click();
    await commentWith(guest, 'vào Chủ nhật?').getByText('đã sửa').waitFor();

    await press(guest, 'vào Chủ nhật?', /^Xóa/);
    await page.getByRole('form', { name: 'Xóa' }).getByRole('button', { name: 'Xóa' }).click();
    await page.getByText('Bình luận của bạn đã bị xóa.').waitFor();
    await guest.open(article);
    expect(await page.locator('.comments article').count()).toBe(0);
    expect(guest.complaints).toEqual([]);
    await guest.close();
  });

  test('with an account likes, reports, answers, and is answered', async () => {
    const alice = await signedIn('Alice');
    await alice.page.getByText('Bạn viết với tên Alice.').waitFor();
    await alice.page.getByLabel('Bình luận', { exact: true }).fill('Tin vui cho các đảo.');
    await alice.page.getByRole('button', { name: 'Gửi' }).click();
    await commentWith(alice, 'Tin vui cho các đảo.').waitFor();

    await snapshotHas('Tin vui');
    const bob = await signedIn('Bob');
    await press(bob, 'Tin vui', /^Thích · 0/);
    await commentWith(bob, 'Tin vui')
      .getByRole('button', { name: /^Thích · 1/, pressed: true })
      .waitFor();
    await press(bob, 'Tin vui', /^Thích · 1/);
    await commentWith(bob, 'Tin vui')
      .getByRole('button', { name: /^Thích · 0/, pressed: false })
      .waitFor();

    await press(bob, 'Tin vui', /^Báo cáo/);
    await bob.page.getByLabel('Bình luận này có vấn đề gì?').selectOption('other');
    await bob.page.getByLabel('Nói rõ hơn').fill('Đã đăng ở nơi khác.');
    expect(await bob.faults()).toEqual([]);
    await commentWith(bob, 'Tin vui').getByRole('button', { name: 'Gửi' }).click();
    await bob.page.getByText('Ban biên tập sẽ xem xét.').waitFor();

    await press(bob, 'Tin vui', /^Trả lời/);
    await commentWith(bob, 'Tin vui').getByRole('textbox').fill('Và cho đất liền.');
    await commentWith(bob, 'Tin vui').getByRole('button', { name: 'Gửi' }).click();
    const answer = commentWith(bob, 'Và cho đất liền.');
    await answer.waitFor();
    const anchor = await answer.getAttribute('id');
    expect(await bob.page.evaluate('document.activeElement.id')).toBe(anchor);

    await alice.open(`${article}#${anchor}`);
    await commentWith(alice, 'Và cho đất liền.').waitFor();
    await press(alice, 'Và cho đất liền.', /^Trả lời/);
    await commentWith(alice, 'Và cho đất liền.').getByRole('textbox').fill('Đúng vậy.');
    await commentWith(alice, 'Và cho đất liền.').getByRole('button', { name: 'Gửi' }).click();
    await commentWith(alice, 'Đúng vậy.').getByText('Trả lời Bob').waitFor();
    expect(await alice.faults()).toEqual([]);
    expect([...alice.complaints, ...bob.complaints]).toEqual([]);
    await Promise.all([alice.close(), bob.close()]);
  });

  test('sees what editors chose, on the page and on the one without a script', async () => {
    const token = await user.token('moderator', 'mo', 'Mo');
    const { body } = await user.call('POST', `/api/articles/${articleId}/comments`, {
      token,
      body: { text: 'Lịch chạy ở bến.' },
    });
    const choice = { token, body: { featured: true, revision: 1 } };
    expect((await user.call('PATCH', `/api/moderation/comments/${body.id}`, choice)).status).toBe(200);
    await snapshotHas('"featured":true');

    const mo = await signedIn('Mo');
    await commentWith(mo, 'Lịch chạy ở bến.').getByText('Ban biên tập chọn').waitFor();
    await mo.open(`/feeds/comments/${articleId}/index.html`);
    await commentWith(mo, 'Lịch chạy ở bến.').getByText('Ban biên tập chọn').waitFor();
    expect([await mo.faults(), await mo.overflow(), mo.complaints]).toEqual([[], 0, []]);
    await mo.close();
  });
});
