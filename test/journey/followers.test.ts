import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { domainEvent } from '../../events/domain-event.ts';
import { startHub } from '../hub.ts';
import { LocalNewsroom } from '../local-newsroom.ts';
import { first, NewsroomUser } from './newsroom-user.ts';

let newsroom: LocalNewsroom;
let user: NewsroomUser;
let hub: Awaited<ReturnType<typeof startHub>>;

beforeAll(async () => {
  // It fetches from the site, as any other would.
  hub = await startHub({ get: async (topic) => await (await fetch(topic)).text() });
  newsroom = await LocalNewsroom.start(undefined, hub.url);
  user = new NewsroomUser(newsroom);
}, 60_000);

afterAll(async () => {
  await newsroom.stop();
  await hub.stop();
});

/** The events so far, as whoever follows the bus is given them. */
function events() {
  const lines = readFileSync(join(newsroom.state, 'events.ndjson'), { encoding: 'utf8', flag: 'a+' }).split('\n');
  return lines.filter(Boolean).map((line) => domainEvent.parse(JSON.parse(line)));
}

const typesOf = (articleId: string) =>
  events().flatMap((event) => (event.detail.articleId === articleId ? [event['detail-type']] : []));

const upload = (Key: string, Body: string) =>
  newsroom.s3.send(new PutObjectCommand({ Bucket: newsroom.bucket, Key, Body }));

async function published(headline: string) {
  const { body } = await user.until(
    () => user.call('GET', '/api/articles'),
    (answer) => answer.body.items.some((item) => item.headline === headline),
  );
  return first(body.items.filter((item) => item.headline === headline));
}

describe('who follows the newsroom', () => {
  test('is told by events what becomes of an article and of its discussion', async () => {
    await upload('world/ferry.txt', 'Ferry returns to the bay\n\nThe ferry sails again after the winter, twice a day.');
    const { id, url } = await published('Ferry returns to the bay');
    const token = await user.token();
    const posted = await user.call('POST', `/api/articles/${id}/comments`, { token, body: { text: 'Good news.' } });
    expect(posted.status).toBe(201);
    await upload('world/ferry.txt', 'Ferry returns to the bay\n\nThe ferry sails again, three times a day.');
    await user.until(
      () => user.call('GET', `/api/articles/${id}`),
      ({ body }) => body.version === 2,
    );
    await newsroom.s3.send(new DeleteObjectCommand({ Bucket: newsroom.bucket, Key: 'world/ferry.txt' }));
    await user.until(
      () => Promise.resolve(typesOf(id)),
      (types) => types.length === 5,
    );
    const types = typesOf(id);
    expect(types.filter((type) => type.startsWith('Article'))).toEqual([
      'Article Published',
      'Article Updated',
      'Article Withdrawn',
    ]);
    expect(types.filter((type) => type.startsWith('Comment'))).toEqual(['Comment Posted', 'Comment Published']);
    const [announced] = events().filter((event) => event['detail-type'] === 'Article Published');
    expect(announced?.detail).toMatchObject({ url, articleId: id, section: 'world' });
    expect(JSON.stringify(events())).not.toMatch(/Good news|Alice|alice/);
  });

  test('is told by the hub of feeds that can be read by then', async () => {
    const feeds = ['rss.xml', 'atom.xml', 'feed.json'].map(
      (file) => `${newsroom.siteUrl}/feeds/section/science/${file}`,
    );
    const pingsOf = (topic: string) => hub.pings.filter(({ topics }) => topics.includes(topic));
    const told = (times: number) =>
      expect
        .poll(() => feeds.map((topic) => pingsOf(topic).length), { timeout: 50_000 })
        .toEqual([times, times, times]);
    // Of the section's empty feeds, which the start has put up.
    await told(1);
    await upload('science/dish.txt', 'The dish is mended\n\nIt listens to the valley again from Monday.');
    await published('The dish is mended');
    await told(2);
    for (const topic of feeds) {
      const [, ping] = pingsOf(topic);
      const content = ping?.contents[ping.topics.indexOf(topic)];
      expect(content).toContain('The dish is mended');
      expect(content).toContain(hub.url);
    }
    const others = hub.pings.flatMap(({ topics }) => topics).filter((topic) => !/\/feeds\/.+(xml|json)$/.test(topic));
    expect(others).toEqual([]);
  }, 120_000);
});
