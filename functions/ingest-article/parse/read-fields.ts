import { oneLine } from '../../../shared/article/clean-text.ts';
import { parseTime } from '../../../shared/article/zoned-time.ts';
import type { Instant } from '../../../shared/time.ts';
import { type FieldName, type Fields, invalidField, isUrl, type Stated } from './fields.ts';

/** UTF-8 bytes: an article's metadata is one table item of at most 400 KB, and it is read with every feed. */
const LONGEST = 4096;
const LONGEST_HEADLINE = 16_384;
/** What an identity may take up of a table key. */
const LONGEST_ID = 512;

/** A field that is one text, clean and on one line; undefined where it is not stated or says nothing. */
export function readText(fields: Fields, name: FieldName): string | undefined {
  const stated = fields[name];
  if (!stated) return undefined;
  if (stated.values.length > 1) throw invalidField(stated, 'there are several values', 'Write one text');
  const text = oneLine(stated.values[0] ?? '');
  const longest = name === 'headline' ? LONGEST_HEADLINE : LONGEST;
  if (Buffer.byteLength(text) > longest) {
    throw invalidField(stated, `the text is longer than ${longest} bytes`, 'Shorten it');
  }
  return text === '' ? undefined : text;
}

/** A field that is a list of texts: as a list, or as one text with commas between them. Duplicates go, whatever their case. */
export function readList(fields: Fields, name: FieldName): string[] {
  const stated = fields[name];
  if (!stated) return [];
  const texts = stated.values.length === 1 && !stated.isList ? (stated.values[0] ?? '').split(/[,;\n]/) : stated.values;
  const byKey = new Map<string, string>();
  for (const text of texts.map(oneLine)) {
    if (Buffer.byteLength(text) > LONGEST_ID)
      throw invalidField(stated, `"${text.slice(0, 40)}…" is too long`, 'Shorten it');
    if (text !== '' && !byKey.has(text.toLowerCase())) byKey.set(text.toLowerCase(), text);
  }
  return [...byKey.values()];
}

/** An identity of the source: at most 512 bytes without control characters, since it must compare equal for ever. */
export function readId(fields: Fields, name: 'guid' | 'id'): string | undefined {
  const stated = fields[name];
  if (stated?.values.some((value) => /\p{Cc}/u.test(value.trim()))) {
    throw invalidField(stated, 'there are control characters in the id', 'Remove them');
  }
  const id = readText(fields, name);
  if (stated && id && Buffer.byteLength(id) > LONGEST_ID) {
    throw invalidField(stated, `the id is longer than ${LONGEST_ID} bytes`, 'Use a shorter one');
  }
  return id;
}

/** An absolute http(s) URL in its normal form. */
export function readUrl(fields: Fields, name: FieldName): string | undefined {
  const text = readText(fields, name);
  const stated = fields[name];
  if (!text || !stated) return undefined;
  const url = isUrl(text) ? URL.parse(text) : null;
  if (!url || url.username || url.password) {
    throw invalidField(stated, `"${shown(text)}" is no web address`, 'Write it as https://…, without a password');
  }
  return url.href;
}

/** A time as an instant, and whether the stage's zone was assumed because it named none. */
export function readTime(
  fields: Fields,
  name: FieldName,
  zone: string,
): { instant: Instant; zoneAssumed: boolean } | undefined {
  const text = readText(fields, name);
  const stated = fields[name];
  if (!text || !stated) return undefined;
  const time = parseTime(text, zone);
  if (time) return time;
  throw invalidField(stated, `"${shown(text)}" is no time`, 'Write it as 2026-11-24T07:00:00+07:00, which is RFC 3339');
}

/** A version number: digits with at most one point. */
export function readNumber(fields: Fields, name: FieldName): number | undefined {
  const text = readText(fields, name);
  const stated = fields[name];
  if (!text || !stated) return undefined;
  if (!/^\d{1,15}(?:\.\d{1,6})?$/.test(text))
    throw invalidField(stated, `"${shown(text)}" is no number`, 'Write digits');
  return Number(text);
}

/** A language tag in its canonical form; a name such as `English` is none, though BCP 47's syntax would allow it. */
export function readLanguage(fields: Fields): string | undefined {
  const text = readText(fields, 'language');
  const stated = fields.language;
  if (!text || !stated) return undefined;
  const tag = canonicalLocale(text.replaceAll('_', '-'));
  if (tag && /^[a-z]{2,3}(?:-|$)/.test(tag)) return tag;
  throw invalidField(stated, `"${shown(text)}" is no language tag`, 'Write one of BCP 47, such as en or vi-VN');
}

function canonicalLocale(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

const shown = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** Where a field was stated, for the fields that need more than their own text to be judged. */
export const statedAt = (fields: Fields, name: FieldName): Stated => fields[name] ?? { values: [], at: name };
