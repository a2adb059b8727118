import { z } from 'zod';
import { articleIdOf, identityOf } from '../../shared/article/article-id.ts';
import type { ApiRequest, WiredNewsroom } from '../wire/wired-newsroom.ts';
import type { Row, Table } from './scenario.ts';

type Priced = (name: string, act: () => Promise<unknown>, budget?: string) => Promise<Row>;

const WRITTEN = 30;

/** What reading the article API asks for: lists by each feed that they can be read from, and one article in each form. */
export async function reading(newsroom: WiredNewsroom, priced: Priced): Promise<Table> {
  const written = Array.from({ length: WRITTEN }, (_, n) => [`reading/${n}.md`, story(n)]);
  await newsroom.uploadAll(Object.fromEntries(written));
  const list = (query: string) =>
    priced(`list, ${query || 'all'}`, () => answered(newsroom, 'GET /api/articles', { query }));
  const params = { id: articleIdOf(identityOf({}, 'reading/1.md')) };
  const one = (accept: string) =>
    priced(`one, ${accept}`, () => answered(newsroom, 'GET /api/articles/{id}', { params, headers: { accept } }));
  const rows = [
    await list(''),
    await list('section=world'),
    await list('tag=rivers'),
    await list('author=Ada+Moreau'),
    await list('language=en'),
    await list('tag=rivers&section=world&language=en'),
    await list('section=world&language=vi'),
    await one('application/json'),
    await one('application/ld+json'),
    await one('application/vnd.iptc.ninjs+json'),
  ];
  const notes = [
    `Beside ${WRITTEN} articles of one section, tag and author. Of the 20 of a page the counts of comments are 10 units.`,
  ];
  return { title: 'Reading the article API', rows, notes };
}

async function answered(newsroom: WiredNewsroom, route: string, request: ApiRequest): Promise<void> {
  const { status, body } = await newsroom.api(route, request);
  const isEmpty = z.object({ items: z.tuple([]) }).safeParse(body).success && !request.query?.includes('vi');
  if (status !== 200 || isEmpty) throw new Error(`${route} answered ${status}: ${JSON.stringify(body)}`);
}

const story = (n: number): string =>
  `---\nheadline: River ${n}\nsection: world\ntags: Rivers\nbyline: By Ada Moreau\nlanguage: en\n---\n\n${'A sentence of some words that stands for an article. '.repeat(40)}\n`;
