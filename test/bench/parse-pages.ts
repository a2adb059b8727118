import { readdirSync, readFileSync } from 'node:fs';
import { Readability } from '@mozilla/readability';
import createDOMPurify from 'dompurify';
import { JSDOM } from 'jsdom';
import * as z from 'zod';
import { parseUpload } from '../../functions/ingest-article/parse/parse-upload.ts';
import { settings } from '../../shared/settings.ts';
import { median } from './scenario.ts';

/** Pages of another parser's tests, which lie beside the project and are no part of it. */
export const CORPUS = new URL('../../../shared/corpora/html/', import.meta.url);
export const ROUNDS = 11;
const WARM_UP = 5;

export type Way = 'ours' | 'usual';

export const taken = z.object({ pages: z.number(), ms: z.number(), cpuMs: z.number() });

/** What one round through all pages took. */
export type Taken = z.infer<typeof taken>;

const STAGE = { ...settings.parse({ title: 'Bench' }), siteUrl: 'https://bench.example' };

export function readUpload(key: string, body: Uint8Array): void {
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

function readAll(way: Way): Taken {
  const bodies = readdirSync(CORPUS).map((name) => ({
    key: `${name}.html`,
    body: readFileSync(new URL(`${name}/source.html`, CORPUS)),
  }));
  const rounds = Array.from({ length: WARM_UP + ROUNDS }, () => {
    const [start, before] = [performance.now(), process.cpuUsage()];
    for (const { key, body } of bodies) way === 'ours' ? readUpload(key, body) : readTheUsualWay(body);
    const { user, system } = process.cpuUsage(before);
    return { ms: performance.now() - start, cpuMs: (user + system) / 1000 };
  }).slice(WARM_UP);
  return {
    pages: bodies.length,
    ms: median(rounds.map(({ ms }) => ms)),
    cpuMs: median(rounds.map(({ cpuMs }) => cpuMs)),
  };
}

// Run as a process of its own, with the way.
if (import.meta.main) process.stdout.write(JSON.stringify(readAll(process.argv[2] === 'usual' ? 'usual' : 'ours')));
