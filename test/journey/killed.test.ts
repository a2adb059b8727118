import { PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { LocalNewsroom } from '../local-newsroom.ts';
import { NewsroomUser } from './newsroom-user.ts';

test('killed amid twenty uploads and started again, it loses none that S3 had taken', async () => {
  const first = await LocalNewsroom.start();
  const taken: string[] = [];
  const uploads = Array.from({ length: 20 }, async (_, i) => {
    const Key = `news/article-${i}.txt`;
    const Body = `Article number ${i}\n\nThe text of the article with the number ${i}.`;
    await first.s3.send(new PutObjectCommand({ Bucket: first.bucket, Key, Body }));
    taken.push(Key);
    // Somewhere between the first that is taken and the last that is published.
    if (taken.length === 12) await first.kill();
  });
  await Promise.allSettled(uploads);
  expect(taken.length).toBeGreaterThanOrEqual(12);

  const second = await LocalNewsroom.start(first.state);
  try {
    const user = new NewsroomUser(second);
    const headlines = async () => {
      const { body } = await user.call('GET', '/api/articles?limit=100&fields=headline');
      return body.items.map((item) => item.headline);
    };
    const expected = taken.map((key) => `Article number ${/\d+/.exec(key)?.[0]}`);
    const published = await user.until(headlines, (all) => expected.every((headline) => all.includes(headline)));
    expect(new Set(published).size).toBe(published.length);
    const feed = await user.until(
      () => user.text('/feeds/all/rss.xml'),
      (rss) => expected.every((headline) => rss.includes(`<title>${headline}</title>`)),
    );
    const urls = [...feed.matchAll(/<link>(\S+\.html)<\/link>/g)].map(([, url]) => url ?? '');
    for (const url of urls) expect((await fetch(url.replace(/^http:\/\/[^/]+/, second.siteUrl))).status).toBe(200);
  } finally {
    await second.stop();
  }
}, 90_000);
