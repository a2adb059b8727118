import { createHash } from 'node:crypto';
import slugify from '@sindresorhus/slugify';
import * as z from 'zod';
import { base32 } from '../base32.ts';

/** A longer name would not fit an entry's 1 KB, nor a URL that anybody reads. */
const LONGEST = 60;

/** A name that a stage configures and that is a `feedName` already. */
export const feedWords = z
  .string()
  .max(LONGEST)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

/**
 * The one form of a name in a feed id or a URL: lowercase ASCII words joined by hyphens, NFC and NFD, `iPhone` and `iphone` alike.
 * May be empty.
 */
export const feedName = (name: string): string => slugify(name.normalize('NFC'), { decamelize: false });

/**
 * What a tag or an author is called in a feed id: its `feedName`, told apart by a hash where that is empty or too long, or has
 * lost what makes it another name: `C++` and `C#` are not `c`, nor is `AI 人工智能` `ai`.
 */
export function subjectName(name: string): string {
  const words = feedName(name);
  if (words !== '' && words.length <= LONGEST && !isLossy(name.normalize('NFC'))) return words;
  const hash = base32(createHash('sha256').update(name.normalize('NFC').trim().toLowerCase()).digest());
  return [words.slice(0, LONGEST - hash.length - 1).replace(/-+$/, ''), hash].filter(Boolean).join('-');
}

/** A sign after a letter is part of the name; before it, as in `#harbour`, or elsewhere, as in `50%`, it is not. */
const SIGNS = /[\p{L}\p{N}][+#]/u;
const FOREIGN_LETTERS = /(?!\p{ASCII})[\p{L}\p{N}]/gu;

/** Whether a letter, digit or sign of the name is not in its `feedName` in any form. */
const isLossy = (name: string): boolean =>
  SIGNS.test(name) || [...new Set(name.match(FOREIGN_LETTERS))].some((letter) => feedName(letter) === '');

/** Language, script, region and two variants (RFC 5646): what is beyond that is cut off. */
const MOST_SUBTAGS = 5;

/**
 * What a language is found under: `zh-Hant-TW` under `zh-hant-tw`, `zh-hant` and `zh` (RFC 4647, basic filtering). Lowercase, the
 * narrowest first, without extensions and private use.
 */
export function languageRanges(language: string): string[] {
  const subtags = language.toLowerCase().split('-');
  const extension = subtags.findIndex((subtag) => subtag.length === 1);
  const own = subtags.slice(0, extension > 0 ? extension : undefined).slice(0, MOST_SUBTAGS);
  return own.map((_, i) => own.slice(0, own.length - i).join('-'));
}
