import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Readability } from '@mozilla/readability';
import createDOMPurify from 'dompurify';
import { JSDOM } from 'jsdom';
import { parseUpload } from '../../functions/ingest-article/parse/parse-upload.ts';
import { settings } from '../../shared/settings.ts';
import { median, type Row, rounded, type Scenario, type Table } from './scenario.ts';

const CORPUS = new URL('../../../shared/corpora/html/', import.meta.url);
const ROUNDS = 7;
const STAGE = settings.parse({ title: 'Bench' });

/** What it takes to make an article of an upload, without any store. */
export const parse: Scenario = {
  name: 'parse',
  about: 'parsing and normalising: a corpus of pages, ours beside jsdom + Readability + DOMPurify; and 6 KB articles',
  run(progress) {
    const tables: Table[] = [];
    if (existsSync(CORPUS)) tables.push(pages(progress));
    else progress('no corpus of pages beside the project: that part is left out');
    progress('parsing 6 KB articles');
    tables.push(articles());
    return Promise.resolve(tables);
  },
};

function read(key: string, body: Uint8Array): void {
  const parsed = parseUpload({ key, body, metadata: {}, storedAt: '2026-11-24T07:00:00.000Z' }, STAGE);
  if (!parsed.ok) throw new Error(`${key}: ${parsed.refusal.message}`);
}

/** The usual way, with the usual parts: no metadata but Readability's, no language, no images, no fields. */
function readTheUsualWay(body: Uint8Array): void {
  const { window } = new JSDOM(new TextDecoder().decode(body));
  const article = new Readability(window.document).parse();
  createDOMPurify(window).sanitize(article?.content ?? '');
  window.close();
}

function pages(progress: (what: string) => void): Table {
  const bodies = readdirSync(CORPUS).map((name) => ({
    key: `${name}.html`,
    body: readFileSync(new URL(`${name}/source.html`, CORPUS)),
  }));
  const rounds: { ours: number; usual: number }[] = [];
  // The first round is each one's warm-up.
  for (let round = 0; round <= ROUNDS; round++) {
    progress(`reading ${bodies.length} pages both ways, ${round} of ${ROUNDS}`);
    const ours = timeOf(() => {
      for (const { key, body } of bodies) read(key, body);
    });
    const usual = timeOf(() => {
      for (const { body } of bodies) readTheUsualWay(body);
    });
    if (round > 0) rounds.push({ ours, usual });
  }
  const ours = median(rounds.map((round) => round.ours));
  const usual = median(rounds.map((round) => round.usual));
  const rowOf = (way: string, ms: number): Row => ({
    way,
    'ms all': rounded(ms),
    'ms a page': rounded(ms / bodies.length, 2),
    '×': rounded(ms / ours, 1),
  });
  return {
    title: `${bodies.length} pages to articles (median of ${ROUNDS} rounds, warm)`,
    rows: [rowOf('ours', ours), rowOf('jsdom + Readability + DOMPurify', usual)],
    notes: ['Ours also reads metadata, language, images and fields, and sanitises for XML.'],
  };
}

const SENTENCE =
  'The old bridge over the river is closed to cars from Monday, the city said, and it will stay so until May. ';
const PARAGRAPH = SENTENCE.repeat(5).trim();
const PARAGRAPHS = Array.from({ length: 11 }, () => PARAGRAPH);

const ARTICLES: readonly { format: string; key: string; text: string }[] = [
  { format: 'plain text', key: 'a.txt', text: ['Bridge closed to cars', ...PARAGRAPHS].join('\n\n') },
  {
    format: 'Markdown',
    key: 'a.md',
    text: `---\ntitle: Bridge closed\ntags: [bridges, traffic]\n---\n\n${PARAGRAPHS.map((p, i) => (i % 3 ? p : `## Part ${i}\n\n**${p}**`)).join('\n\n')}`,
  },
  {
    format: 'HTML, a piece',
    key: 'a.html',
    text: `<h1>Bridge closed</h1>${PARAGRAPHS.map((p) => `<p>${p}</p>`).join('')}`,
  },
  {
    format: 'HTML, a page',
    key: 'b.html',
    text: `<!doctype html><html lang="en"><head><title>Bridge closed to cars</title></head><body><article>${PARAGRAPHS.map((p) => `<p>${p}</p>`).join('')}</article></body></html>`,
  },
];

function articles(): Table {
  const rows = ARTICLES.map(({ format, key, text }): Row => {
    const body = Buffer.from(text);
    for (let i = 0; i < 50; i++) read(key, body);
    const times = Array.from({ length: 100 }, () => timeOf(() => read(key, body)));
    return { format, KB: rounded(body.length / 1024), 'p50 ms': rounded(median(times), 2) };
  });
  return { title: 'An article of 6 KB (100 times, warm)', rows };
}

function timeOf(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
