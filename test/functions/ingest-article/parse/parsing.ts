import type { Stage } from '../../../../functions/ingest-article/parse/format.ts';
import { parseUpload } from '../../../../functions/ingest-article/parse/parse-upload.ts';
import type { Upload } from '../../../../functions/ingest-article/parse/upload.ts';
import type { ArticleReading, PartsReading, Reading } from '../../../../functions/ingest-article/ports.ts';
import type { ArticleDocument } from '../../../../shared/article/document.ts';
import type { Refusal } from '../../../../shared/article/refusal.ts';
import { settings } from '../../../../shared/settings.ts';

export const STAGE: Stage = {
  ...settings.parse({
    title: 'The Test Post',
    sections: ['news', 'world', 'sport'],
    defaultZone: 'Asia/Ho_Chi_Minh',
  }),
  siteUrl: 'https://news.example',
};

type Options = Partial<Omit<Upload, 'body'>> & { settings?: Partial<Stage> };

/** What an upload says, be it one article or several. */
export function read(body: string | Uint8Array, { settings: changed, ...upload }: Options = {}): Reading {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const stored = { key: 'story.txt', metadata: {}, storedAt: '2026-11-24T07:00:00.000Z', ...upload };
  return parseUpload({ ...stored, body: bytes }, { ...STAGE, ...changed });
}

/** What an upload of one article says. */
export function parse(body: string | Uint8Array, options: Options = {}): ArticleReading {
  const reading = read(body, options);
  if ('parts' in reading) throw new Error(`There are ${reading.parts.length} articles in it`);
  return reading;
}

/** What an upload of several articles says. */
export function partsOf(body: string | Uint8Array, options: Options = {}): PartsReading {
  const reading = read(body, options);
  if ('parts' in reading) return reading;
  throw new Error(reading.ok ? 'There is one article in it' : reading.refusal.message);
}

/** The document of an upload; throws its refusal. */
export function documentOf(body: string | Uint8Array, options: Options = {}): ArticleDocument {
  const parsed = parse(body, options);
  if (!parsed.ok) throw new Error(`${parsed.refusal.code}: ${parsed.refusal.message}`);
  return parsed.document;
}

/** The refusal of an upload; throws when it was read. */
export function refusalOf(body: string | Uint8Array, options: Options = {}): Refusal {
  const parsed = parse(body, options);
  if (parsed.ok) throw new Error(`Not refused: ${parsed.document.headline}`);
  return parsed.refusal;
}
