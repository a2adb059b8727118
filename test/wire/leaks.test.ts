import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { routes as articleRoutes } from '../../functions/articles/routes.ts';
import { routes as commentRoutes } from '../../functions/comments/routes.ts';
import { articleIdOf, identityOf } from '../../shared/article/article-id.ts';
import { PACE_MS } from '../../shared/comment/pace.ts';
import { picture } from '../functions/make-renditions/images.ts';
import { type ApiRequest, WiredNewsroom } from './wired-newsroom.ts';

/**
 * What is not to be seen is looked for in every object of the public bucket and in every answer that a stranger may have, by words that
 * stand nowhere else: one for each place of each article (invariant 3). The clock is moved by hand.
 */
let newsroom: WiredNewsroom;

const NOW = new Date('2026-11-24T08:00:00Z');
const HOUR_MS = 3_600_000;
const inHours = (hours: number) => new Date(NOW.getTime() + hours * HOUR_MS).toISOString();

const ARTICLES = ['embargoed', 'expiring', 'killed', 'takendown'] as const;
type Name = (typeof ARTICLES)[number];

const PLACES = ['headline', 'summary', 'body', 'tag', 'author', 'alt', 'comment'] as const;
type Place = (typeof PLACES)[number];

const canary = (name: Name, place: Place): string => `zq${name}${place}`;
const keyOf = (name: Name) => `world/${name}.md`;
const idOf = (name: Name) => articleIdOf(identityOf({}, keyOf(name)));
const comments = new Map<Name, string>();

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  newsroom = await WiredNewsroom.start();
}, 60_000);

afterAll(async () => {
  await newsroom.stop();
  vi.useRealTimers();
});

const story = (name: Name, more = ''): string => `---
headline: ${canary(name, 'headline')}
summary: ${canary(name, 'summary')}
byline: By ${canary(name, 'author')}
tags: [${canary(name, 'tag')}, Harbour]
section: world
language: en
${more}
---

The harbour of the town ${canary(name, 'body')} is open.

![${canary(name, 'alt')}](${name}/photo.jpg)
`;

const TIMES: Partial<Record<Name, string>> = {
  embargoed: `embargoed: ${inHours(2)}`,
  expiring: `expires: ${inHours(1)}`,
};

const uploads = () => Object.fromEntries(ARTICLES.map((name) => [keyOf(name), story(name, TIMES[name])]));

/** By each dimension on its own and together, and by each media type. */
const lists = (name: Name): string[] => [
  '',
  'limit=100&fields=headline,url,summary,image,tags,byline',
  `tag=${canary(name, 'tag')}`,
  'tag=Harbour&section=world&language=en',
  `author=${canary(name, 'author')}`,
  'section=world',
  'language=en',
  `from=${inHours(-1)}&to=${inHours(9)}`,
];

/** What a stranger may ask for, of each route that can be asked with GET; a route that is added must be added here. */
const REQUESTS: Record<string, (name: Name) => ApiRequest[]> = {
  'GET /api/articles': (name) => lists(name).map((query) => ({ query })),
  'GET /api/articles/{id}': (name) =>
    ['application/json', 'application/ld+json', 'application/vnd.iptc.ninjs+json', 'text/html', '*/*'].map(
      (accept) => ({
        params: { id: idOf(name) },
        headers: { accept },
      }),
    ),
  'GET /api/articles/{id}/versions': (name) => [{ params: { id: idOf(name) } }],
  'GET /api/absent/{path+}': (name) => [{ params: { path: `pages/${idOf(name)}.html` } }],
  'GET /api/uploads': (name) => [{ query: `key=${keyOf(name)}` }, { query: 'outcome=quarantined' }],
  'GET /api/articles/{id}/comments': (name) =>
    ['', 'orderBy=oldest', 'orderBy=top', `around=${commentOf(name)}`].map((query) => ({
      params: { id: idOf(name) },
      query,
    })),
  'GET /api/comments/counts': () => [{ query: `articleIds=${ARTICLES.map(idOf).join(',')}` }],
  'GET /api/comments/{id}': (name) => [{ params: { id: commentOf(name) } }],
  'GET /api/users/me/data': () => [{}],
  'GET /api/comments/{id}/replies': (name) => [{ params: { id: commentOf(name) } }],
};

/** One that was never posted, for an article that nobody could comment on. */
const commentOf = (name: Name) => comments.get(name) ?? 'a'.repeat(26);

/** Where canaries are: of these articles, as `killed headline: pages/….html`, without repetition. */
async function found(names: readonly Name[]): Promise<string[]> {
  const texts = new Map<string, string>();
  for (const [key, body] of await newsroom.published()) texts.set(key, `${key}\n${body.toString('latin1')}`);
  for (const [route, requests] of Object.entries(REQUESTS)) {
    for (const request of names.flatMap(requests)) {
      const { status, headers, body } = await newsroom.api(route, request);
      expect(status, route).toBeLessThan(500);
      // The links of a list say what was asked for.
      const asked = decodeURIComponent(request.query ?? '\0');
      const links = decodeURIComponent(headers.get('link') ?? '').replaceAll(asked, '');
      texts.set(`${route} ${request.query ?? ''} ${request.headers?.accept ?? ''}`, `${JSON.stringify(body)} ${links}`);
    }
  }
  return names.flatMap((name) =>
    PLACES.flatMap((place) =>
      [...texts]
        .filter(([, text]) => text.toLowerCase().includes(canary(name, place)))
        .map(([where]) => `${name} ${place}: ${where}`),
    ),
  );
}

/** The places of an article that were found somewhere, which shows that the search would find them. */
const placesIn = (all: readonly string[], name: Name) =>
  PLACES.filter((place) => all.some((line) => line.startsWith(`${name} ${place}:`)));

/** A feed stays, empty, when its last article goes, and so does its name: somebody may have subscribed to it. */
const isNameOfFeed = (line: string) => /^\w+ (tag|author): (feeds\/(tag|author)\/|archives\/|feeds\.opml$)/.test(line);
const leaks = async (...names: Name[]) => (await found(names)).filter((line) => !isNameOfFeed(line));

async function everythingFollows() {
  await newsroom.settle();
  vi.setSystemTime(Date.now() + 2 * PACE_MS);
  await newsroom.publishDiscussions(PACE_MS / 1000);
}

async function comment(name: Name) {
  const request = { params: { id: idOf(name) }, body: { text: `I doubt ${canary(name, 'comment')}.` }, user: name };
  const { status, body } = await newsroom.api('POST /api/articles/{id}/comments', request);
  expect(status).toBe(201);
  comments.set(name, Object(body).id);
}

const asEditor = (name: Name, op: string) =>
  newsroom.api(`POST /api/articles/{id}/${op}`, {
    params: { id: idOf(name) },
    body: { note: 'A test', reason: 'It was wrong.' },
    user: 'ed',
    roles: ['editor'],
  });

test('the search asks for every route that can be asked with GET', () => {
  const gets = [...articleRoutes, ...commentRoutes].filter(({ method }) => method === 'GET');
  const isForStrangers = ({ access }: (typeof gets)[number]) => access === 'anyone';
  const routes = gets.filter(isForStrangers).map(({ path }) => `GET ${path}`);
  expect(routes.filter((route) => !(route in REQUESTS) && route !== 'GET /api/openapi.json')).toEqual([]);
});

test('before its embargo nothing of an article is anywhere, and the others are in every place', async () => {
  for (const name of ARTICLES) await newsroom.upload(`world/${name}/photo.jpg`, await picture(900, 600));
  await newsroom.uploadAll(uploads());
  await everythingFollows();
  for (const name of ['expiring', 'killed', 'takendown'] as const) await comment(name);
  await everythingFollows();
  expect((await newsroom.api('GET /api/articles/{id}', { params: { id: idOf('embargoed') } })).status).toBe(404);
  expect(await found(['embargoed'])).toEqual([]);
  for (const name of ['expiring', 'killed', 'takendown'] as const) {
    expect(placesIn(await found([name]), name)).toEqual(PLACES);
  }
}, 120_000);

const countOf = async (name: Name) => {
  const request = { query: `articleIds=${idOf(name)}` };
  return Object(Object(await newsroom.api('GET /api/comments/counts', request)).body).counts[idOf(name)];
};

test('what was killed or taken down leaves its id, and nothing of its comments', async () => {
  expect(await countOf('killed')).toBe(1);
  expect((await asEditor('killed', 'kill')).status).toBe(200);
  await everythingFollows();
  expect(await countOf('killed')).toBe(0);
  expect(await leaks('killed')).toEqual([]);
  expect((await asEditor('takendown', 'takedown')).status).toBe(200);
  await everythingFollows();
  expect(await leaks('killed', 'takendown', 'embargoed')).toEqual([]);
  const changes = (await newsroom.published()).get('feeds/changes/atom.xml')?.toString() ?? '';
  for (const name of ['killed', 'takendown'] as const) expect(changes).toContain(idOf(name));
}, 120_000);

test('what has expired is in no answer from that instant, and nowhere once the clock has ticked', async () => {
  vi.setSystemTime(inHours(1));
  const answers = (await found(['expiring'])).filter((line) => /^\w+ \w+: GET/.test(line));
  expect(answers).toEqual([]);
  await newsroom.tick();
  await everythingFollows();
  expect(await leaks('expiring', 'killed', 'takendown', 'embargoed')).toEqual([]);
}, 120_000);

test('once released it is in every place; a full rebuild, and what is uploaded again, bring back nothing', async () => {
  vi.setSystemTime(inHours(2));
  await newsroom.tick();
  await everythingFollows();
  await comment('embargoed');
  await everythingFollows();
  expect(placesIn(await found(['embargoed']), 'embargoed')).toEqual(PLACES);
  await newsroom.uploadAll(Object.fromEntries(Object.entries(uploads()).map(([key, body]) => [key, `${body}\n`])));
  await everythingFollows();
  await newsroom.rebuild({ full: true });
  await everythingFollows();
  expect(await leaks('expiring', 'killed', 'takendown')).toEqual([]);
}, 120_000);
