import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { articleIdOf, identityOf } from '../../shared/article/article-id.ts';
import { PACE_MS } from '../../shared/comment/pace.ts';
import { picture } from '../functions/make-renditions/images.ts';
import type { Recorder } from '../wire/recorder.ts';
import { type ApiRequest, WiredNewsroom } from '../wire/wired-newsroom.ts';
import { reading } from './reading.ts';
import type { Progress, Row, Scenario, Table } from './scenario.ts';
import { storedArticle } from './stored-article.ts';

/** What each act on an article or a comment asks of AWS. The same figures are asserted in the tests. */
export const publish: Scenario = {
  name: 'publish',
  about: 'requests and read and write units of each act on articles and comments, by the cost model',
  async run(progress) {
    progress('starting the engines');
    const newsroom = await WiredNewsroom.start();
    try {
      const priced = (name: string, act: () => Promise<unknown>, budget = '') =>
        price(newsroom, name, act, budget, progress);
      return [
        await articles(newsroom, priced),
        await comments(newsroom, priced),
        await growth(newsroom, priced, progress),
        await reading(newsroom, priced),
      ];
    } finally {
      await newsroom.stop();
    }
  },
};

type Priced = (name: string, act: () => Promise<unknown>, budget?: string) => Promise<Row>;

const RELEASE_MS = 1500;

async function articles(newsroom: WiredNewsroom, priced: Priced): Promise<Table> {
  const rows = [
    await priced('first article of a cold newsroom', () => newsroom.upload('a.md', story('First'))),
    await priced('its discussion, empty', () => newsroom.publishDiscussions()),
    await priced(
      'first publish, 3 feeds and the changes, warm',
      () => newsroom.upload('b.md', story('Second')),
      'write ≤ 14 + 2 a feed',
    ),
    await priced('update', () => newsroom.upload('b.md', story('Second, changed')), 'write ≤ 14 + 2 a feed'),
    await priced('upload of the same bytes again', () => newsroom.upload('b.md', story('Second, changed'))),
    await priced('move to another section', () => newsroom.upload('b.md', story('Second, changed', 'section: sport'))),
    await priced(
      'an image beside the first, its page, note and feeds',
      async () => newsroom.upload('a/photo.jpg', await picture(400, 300)),
      'write ≤ 10 + 2 a feed',
    ),
    await priced('the image goes, and its note', () => newsroom.withdraw('a/photo.jpg')),
    await priced('delete', () => newsroom.withdraw('b.md')),
  ];
  const publishAt = new Date(Date.now() + RELEASE_MS).toISOString();
  rows.push(await priced('scheduled upload', () => newsroom.upload('c.md', story('Third', `publishAt: ${publishAt}`))));
  rows.push(await priced('tick of the clock, nothing due', () => newsroom.tick()));
  await sleep(RELEASE_MS + 100);
  rows.push(
    await priced('release by the clock', () => newsroom.tick()),
    await priced('rebuild that makes the feed of an empty section', () => newsroom.rebuild()),
    await priced('rebuild of unchanged feeds', () => newsroom.rebuild(), 'no PUT, no HEAD'),
  );
  return { title: 'Articles', rows, notes: ['Warm: the functions have published one article of the section before.'] };
}

async function comments(newsroom: WiredNewsroom, priced: Priced): Promise<Table> {
  const article = created.parse(await answered(newsroom, 200, 'GET /api/articles/{id}', { params: { id: ARTICLE } }));
  const params = { id: article.id };
  // Other words each time, lest they be held as a repeat.
  let written = 0;
  const post = async (more: object, user?: string) => {
    const text = `${COMMENT} ${++written}`;
    const request = { params, body: { text, ...more }, ...(user && { user }) };
    return created.parse(await answered(newsroom, 201, 'POST /api/articles/{id}/comments', request));
  };
  // What the articles of the other table have asked for.
  await newsroom.publishDiscussions(PACE_MS / 1000);
  const first = await post({}, 'alice');
  await newsroom.settle();
  const guest = { author: { name: 'Guest', email: 'guest@example.com' } };
  const rows = [
    await priced('post by an account: published', () => post({}, 'bob'), 'write ≤ 9, read ≤ 3'),
    await priced('the totals that follow', () => newsroom.settle()),
    await priced('reply', () => post({ parentId: first.id }, 'carol'), 'write ≤ 12'),
    await priced('the totals that follow', () => newsroom.settle()),
    await priced('post by a guest: held', () => post(guest), 'write ≤ 5'),
  ];
  const held = await post(guest);
  const items = [{ commentId: held.id, revision: held.revision, decision: 'approve' }];
  const decide = () =>
    answered(newsroom, 200, 'POST /api/moderation/decisions', { body: { items }, user: 'mo', roles: ['moderator'] });
  rows.push(await priced('decision: approved', decide, 'write ≤ 8'));
  const changed = await post({}, 'eve');
  const ofChanged = { params: { id: changed.id }, user: 'eve' };
  const edit = () =>
    answered(newsroom, 200, 'PATCH /api/comments/{id}', {
      ...ofChanged,
      body: { text: `${COMMENT} Edited.`, revision: 1 },
    });
  rows.push(await priced('edit', edit));
  rows.push(
    await priced('deletion of what was edited', () => answered(newsroom, 204, 'DELETE /api/comments/{id}', ofChanged)),
  );
  for (let i = 0; i < 25; i++) await post({}, `reader-${i}`);
  await newsroom.settle();
  const published = () => newsroom.publishDiscussions(PACE_MS / 1000);
  rows.push(await priced('snapshot and feeds of 29 comments', published, 'each 5 s at most'));
  const list = (query: string) => () =>
    answered(newsroom, 200, 'GET /api/articles/{id}/comments', { params, query: `limit=25${query}` });
  rows.push(
    await priced('list of 25 comments', list(''), 'read ≤ 2.5'),
    await priced('list of 25 comments by likes', list('&orderBy=top'), 'read ≤ 2.5'),
    await priced('list of 25 comments around one', list(`&around=${first.id}`)),
  );
  const ofFirst = { params: { id: first.id }, user: 'dan' };
  const like = () => answered(newsroom, 200, 'PUT /api/comments/{id}/like', ofFirst);
  const flag = () => answered(newsroom, 201, 'POST /api/comments/{id}/flags', { ...ofFirst, body: { reason: 'spam' } });
  rows.push(
    await priced('like', like, 'write ≤ 5'),
    await priced('flag', flag),
    await priced('the notes that follow', () => newsroom.settle()),
    await priced('roll-up of the like, snapshot and feeds', published, 'each 5 s at most'),
  );
  const ids = Array.from({ length: 100 }, (_, i) => articleIdOf({ scheme: 'id', value: String(i) })).join(',');
  const counts = () => answered(newsroom, 200, 'GET /api/comments/counts', { query: `articleIds=${ids}` });
  rows.push(await priced('counts of 100 articles', counts, 'read ≤ 50, 2 requests'));
  return { title: 'Comments', rows };
}

const created = z.object({ id: z.string(), revision: z.number().optional() });

/** The article `a.md` of the other table. */
const ARTICLE = articleIdOf(identityOf({}, 'a.md'));

/** Makes an entry of the thread index of about 480 bytes. */
const COMMENT = 'A comment of a usual length, neither long nor short. '.repeat(4).trim();

async function answered(newsroom: WiredNewsroom, status: number, route: string, request: ApiRequest): Promise<unknown> {
  const answer = await newsroom.api(route, request);
  if (answer.status !== status) throw new Error(`${route} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** The same act with few and with many articles in the table: beyond the 200 of the feed of changes nothing more is read. */
async function growth(newsroom: WiredNewsroom, priced: Priced, progress: Progress): Promise<Table> {
  const rows: Row[] = [];
  // Nothing of then is news, of which a rebuild reads all.
  const daysAgo = Date.now() - 3 * 86_400_000;
  const at = (second: number) => new Date(daysAgo + second * 1000).toISOString();
  const oldStory = (second: number) => story('Another', `section: news\npublishAt: ${at(second)}`);
  let stored = 0;
  for (const articles of [205, 250]) {
    progress(`storing articles until there are ${articles}`);
    const added = Array.from({ length: articles - stored }, (_, i) => stored + i + 1);
    stored = articles;
    await newsroom.stock(added.flatMap((n) => storedArticle(n, at(n)).items));
    // Cuts the archives, so that what is measured does not.
    await newsroom.upload(`before/${articles}.md`, oldStory(2 * articles));
    await newsroom.rebuild();
    const another = oldStory(2 * articles + 1);
    rows.push(await priced(`publish beside ${articles}`, () => newsroom.upload(`beside/${articles}.md`, another)));
    rows.push(await priced(`rebuild beside ${articles}`, () => newsroom.rebuild()));
  }
  return { title: 'As articles grow in number', rows };
}

/** Does something and answers what it cost, as a row. */
export async function price(
  { recorder, tables }: WiredNewsroom,
  name: string,
  act: () => Promise<unknown>,
  budget: string,
  progress: Progress,
): Promise<Row> {
  progress(name);
  recorder.reset();
  await act();
  const { write, read } = recorder.units(tables);
  return { act: name, S3: countsOf(recorder, 's3'), DynamoDB: countsOf(recorder, 'dynamodb'), write, read, budget };
}

const countsOf = (recorder: Recorder, service: string): string =>
  Object.entries(recorder.summary())
    .filter(([name]) => name.startsWith(`${service}:`))
    .map(([name, count]) => `${count} ${name.slice(service.length + 1)}`)
    .join(', ');

const story = (headline: string, more = 'section: news'): string =>
  `---\nheadline: ${headline}\n${more}\n---\n\n${'A sentence of some words that stands for an article. '.repeat(40)}\n`;
