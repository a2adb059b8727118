import { setTimeout as sleep } from 'node:timers/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { articleIdOf, identityOf } from '../../shared/article/article-id.ts';
import { THREAD_ORDERS, type ThreadOrder, threadScope } from '../../shared/comment/thread-page.ts';
import { toCursor } from '../../shared/http/cursor.ts';
import { articleThread } from '../../shared/store/discussion-keys.ts';
import { LocalNewsroom } from '../local-newsroom.ts';
import { closedLoop } from './closed-loop.ts';
import { ManyReaders, PER_ACCOUNT } from './many-readers.ts';
import type { Row, Scenario } from './scenario.ts';
import { SEEDED, seedComments, untilIdle } from './seed-comments.ts';

const WARM_UPS = 100;
const POSTS = 1000;
const READS = 2000;
const LIKERS = 500;
const WRITERS = 4;
const READERS = 16;
const SEEDED_COMMENTS = 4000;

/** A busy discussion, over the wire, on the whole newsroom as `npm start` brings it up; at last beside this many seeded comments. */
export const commentsTo = (seeded = SEEDED_COMMENTS): Scenario => ({
  name: 'comments',
  about: 'posts/s, pages/s, counts/s and likes/s of a discussion, few comments and many, on a newsroom of its own',
  async run(progress) {
    progress('starting a newsroom (free ports, temporary state)');
    const newsroom = await LocalNewsroom.start();
    const readers = new ManyReaders(newsroom, Math.max(WARM_UPS + POSTS, LIKERS * PER_ACCOUNT));
    try {
      const id = await article(newsroom);
      const path = `/api/articles/${id}/comments`;
      const loop = (name: string, clients: number, times: number, act: (i: number) => Promise<unknown>) => {
        progress(name);
        return closedLoop(name, { clients, times, act }, newsroom);
      };
      const post = (i: number) => readers.post(i, path, { text: `${COMMENT} ${i}` });
      const pages = async (among: number, times: Span): Promise<Row[]> => {
        const rows: Row[] = [];
        for (const order of THREAD_ORDERS) {
          const page = (i: number) =>
            readers.send({ path: `${path}?orderBy=${order}&cursor=${anywhere(id, order, times)}` }, i);
          rows.push(await loop(`page of 25, API, ${order}, among ${among}`, READERS, READS / 4, page));
        }
        return rows;
      };

      await loop('warming up', WRITERS, WARM_UPS, post);
      const from = Date.now();
      const rows = [await loop('posts', WRITERS, POSTS, (i) => post(WARM_UPS + i))];
      const times = { from, until: Date.now() };
      const liked = await newestOf(readers, path);
      const like = (i: number) =>
        readers.send({ method: 'PUT', path: `/api/comments/${liked}/like`, token: readers.token(i % LIKERS) }, i);
      rows.push(await loop('likes of one comment', READERS, LIKERS, like));
      await untilIdle(newsroom);
      const snapshot = (i: number) => readers.send({ path: `/comments/${id}.json` }, i);
      const counts = (i: number) => readers.send({ path: `/api/comments/counts?articleIds=${someArticles(id, i)}` }, i);
      rows.push(
        ...(await pages(WARM_UPS + POSTS, times)),
        await loop('first page, snapshot from the CDN', READERS, READS, snapshot),
        await loop('counts of 100 articles', READERS, READS / 4, counts),
      );
      progress(`putting ${seeded} comments into the table`);
      await seedComments(newsroom, id, seeded);
      rows.push(...(await pages(seeded + WARM_UPS + POSTS, SEEDED)));
      return [{ title: 'A discussion', rows: [...rows, ...GIVEN], notes: NOTES }];
    } finally {
      readers.stop();
      progress('ending the newsroom');
      await newsroom.stop();
    }
  },
});

/** Measured by others on the same sort of machine, not in this run. */
const GIVEN: Row[] = [
  { what: 'WordPress (given): posts', 'per s': 83, 'CPU s per 1000': 23 },
  { what: 'WordPress (given): pages', 'per s': 55 },
  { what: 'Ghost (given): posts', 'per s': 49, 'CPU s per 1000': 19 },
  { what: 'Ghost (given): pages', 'per s': 49 },
];

const NOTES = [
  'Closed loops: each client sends the next request as soon as the last is answered; accounts and networks change, as throttles are on.',
  'Pages by the API begin at a place of their own each, so that the CDN has none of them; counts are of other articles each.',
  'CPU: user and system seconds of all the newsroom’s processes while it lasted, with what follows from it by then.',
];

const COMMENT = 'A comment of a usual length, neither long nor short. '.repeat(4).trim();

const list = z.object({ items: z.tuple([z.object({ id: z.string() })]) });

const newestOf = async (readers: ManyReaders, path: string): Promise<string> =>
  list.parse(await readers.send({ path: `${path}?limit=1` })).items[0].id;

async function article(newsroom: LocalNewsroom): Promise<string> {
  const Key = 'bench/discussed.md';
  const Body = `---\nheadline: Discussed\nsection: news\n---\n\n${COMMENT}\n`;
  await newsroom.s3.send(new PutObjectCommand({ Bucket: newsroom.bucket, Key, Body, ContentType: 'text/markdown' }));
  const id = articleIdOf(identityOf({}, Key));
  while (!(await fetch(`${newsroom.siteUrl}/api/articles/${id}`)).ok) await sleep(50);
  return id;
}

interface Span {
  from: number;
  until: number;
}

/** A cursor that nobody has been given, at a place where a whole page follows: in the midst of these times, of those without likes. */
function anywhere(articleId: string, order: ThreadOrder, { from, until }: Span): string {
  const at = new Date(from + (0.25 + Math.random() / 2) * (until - from)).toISOString();
  return toCursor(threadScope(articleThread(articleId), order), order === 'top' ? `${'0'.repeat(10)}#${at}` : at);
}

const someArticles = (articleId: string, i: number): string =>
  [articleId, ...Array.from({ length: 99 }, (_, j) => articleIdOf({ scheme: 'id', value: `${i} ${j}` }))].join(',');
