import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CORPUS, ROUNDS, readUpload, type Taken, taken, type Way } from './parse-pages.ts';
import { median, type Progress, type Row, rounded, type Scenario, type Table } from './scenario.ts';

/** What it takes to make an article of an upload, without any store. */
export const parse: Scenario = {
  name: 'parse',
  about: 'parsing and normalising: a corpus of pages, ours beside jsdom + Readability + DOMPurify; and 6 KB articles',
  async run(progress) {
    const tables: Table[] = [];
    if (existsSync(CORPUS)) tables.push(await pages(progress));
    else progress('no corpus of pages beside the project: that part is left out');
    progress('parsing 6 KB articles');
    tables.push(articles());
    return tables;
  },
};

const run = promisify(execFile);

/** Each way in a process of its own, so that neither meets code that the engine has fitted to the other's objects. */
async function pages(progress: Progress): Promise<Table> {
  const takenBy = async (way: Way): Promise<Taken> => {
    progress(`reading the corpus of pages, ${way}`);
    const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'parse-pages.ts'), way]);
    const json: unknown = JSON.parse(stdout);
    return taken.parse(json);
  };
  const ours = await takenBy('ours');
  const usual = await takenBy('usual');
  const rowOf = (way: string, { pages, ms, cpuMs }: Taken): Row => ({
    way,
    'ms a page': rounded(ms / pages, 2),
    'CPU ms a page': rounded(cpuMs / pages, 2),
    '× CPU': rounded(cpuMs / ours.cpuMs, 1),
  });
  return {
    title: `${ours.pages} pages to articles (median of ${ROUNDS} rounds, warm)`,
    rows: [rowOf('ours', ours), rowOf('jsdom + Readability + DOMPurify', usual)],
    notes: [
      'Ours also reads metadata, language, images and fields, and sanitises for XML.',
      'CPU: of all threads, the garbage collector’s too; what else the machine does hardly touches it.',
    ],
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
    for (let i = 0; i < 50; i++) readUpload(key, body);
    const times = Array.from({ length: 100 }, () => timeOf(() => readUpload(key, body)));
    return { format, KB: rounded(body.length / 1024), 'p50 ms': rounded(median(times), 2) };
  });
  return { title: 'An article of 6 KB (100 times, warm)', rows };
}

function timeOf(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
