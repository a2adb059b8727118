import { createHash } from 'node:crypto';
import slugify from '@sindresorhus/slugify';
import { base32 } from '../base32.ts';

/** The one form of a name in a feed id or a URL: lowercase ASCII words joined by hyphens, NFC and NFD alike. May be empty. */
export const feedName = (name: string): string => slugify(name.normalize('NFC'));

/** A longer name would not fit an entry's 1 KB, nor a URL that anybody reads. */
const LONGEST = 60;

/** What a tag or an author is called in a feed id: its `feedName`, or told apart by a hash if that is empty or too long. */
export function subjectName(name: string): string {
  const words = feedName(name);
  if (words !== '' && words.length <= LONGEST) return words;
  const hash = base32(createHash('sha256').update(name.normalize('NFC').trim().toLowerCase()).digest());
  return [words.slice(0, LONGEST - hash.length - 1).replace(/-+$/, ''), hash].filter(Boolean).join('-');
}

/** What a language is found under: `en-GB` under `en-gb` and `en` (RFC 4647, basic filtering). Lowercase. */
export function languageRanges(language: string): string[] {
  const whole = language.toLowerCase();
  const [primary = whole] = whole.split('-');
  return primary === whole ? [whole] : [whole, primary];
}
