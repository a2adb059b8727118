import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Reading } from '../../../../functions/ingest-article/ports.ts';
import { read } from './parsing.ts';

/** Sample files of the standards and of other parsers, which lie beside the project and are no part of it. */
export const CORPORA = fileURLToPath(new URL('../../../../../shared/corpora/', import.meta.url));

export const hasCorpora = existsSync(CORPORA);

export const corpusFile = (path: string): Uint8Array => readFileSync(CORPORA + path);

/** What a person finds when they look at a file: the code of its refusal, or the headline and words of its article. */
export interface Outcome {
  outcome: string;
  headline?: string;
  words?: number;
}

export interface Row extends Outcome {
  file: string;
}

export function outcomeOf(reading: Reading): Outcome {
  if (!reading.ok) return { outcome: reading.refusal.code };
  if ('parts' in reading) return { outcome: `${reading.parts.length} articles` };
  const { format, headline, wordCount } = reading.document;
  return { outcome: format, headline, words: wordCount };
}

/** The outcome of one file, uploaded under its own name without a content type. */
export const rowOf = (file: string): Row => ({
  file,
  ...outcomeOf(read(corpusFile(file), { key: file.slice(file.lastIndexOf('/') + 1) })),
});

/** The table of file, outcome, headline and words that the test run shows. */
export function printTable(rows: readonly Row[]): void {
  const width = Math.max(...rows.map(({ file }) => file.length));
  const lines = rows.map(({ file, outcome, headline = '', words }) =>
    [file.padEnd(width), outcome.padEnd(12), String(words ?? '').padStart(6), headline.slice(0, 60)].join('  '),
  );
  console.log([`${'file'.padEnd(width)}  outcome        words  headline`, ...lines].join('\n'));
}

export const skipNotice = 'the corpora are not beside the project: nothing of them is tested';
