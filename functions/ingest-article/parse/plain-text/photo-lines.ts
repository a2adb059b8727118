import type { Fields } from '../fields.ts';
import { type Line, readByline } from '../trailer.ts';
import { statedFields } from '../wire/stated-fields.ts';

/** What a line of a saved page says of a picture that did not come along. */
export interface PhotoWords {
  caption?: string;
  credit?: string;
}

/** Longer lines are prose, whatever they end in. */
const LONGEST = 300;
const LONGEST_CAPTION = 200;
const MOST_WORDS = { english: 7, vietnamese: 12 };

const VIETNAMESE = '(?:nguồn\\s+)?(?:hình\\s+)?ảnh(?:\\s+(?:minh ho[ạa]|minh họa|tư liệu|chụp màn hình))?|hình';
const ENGLISH =
  '(?:photo(?:graph)?s?|images?|pictures?|pics?)(?:\\s+(?:credits?|source|courtesy(?:\\s+of)?))?|(?:handout|file)\\s+photo';
/** At the beginning of a line, after a sentence, or in brackets or behind a bar or a dash. */
const LABEL = new RegExp(
  `(?<before>^|[.!?…"”]\\s+|\\s[(\\[|–—-]\\s*|^[(\\[]\\s*)(?:(?<vi>${VIETNAMESE})\\s*:|(?:${ENGLISH})\\s*(?::|\\s(?<by>by)\\s))\\s*(?<name>[^:]+)$`,
  'iu',
);
const CAPTION = /^(?:photo\s+)?caption\s*:\s*|^chú thích(?:\s+ảnh)?\s*:\s*/iu;
const ILLUSTRATION = /^[([]?\s*(?:hình\s+)?ảnh (?:minh ho[ạa]|minh họa|tư liệu)\s*[)\]]?\.?$/iu;
const IS_SENTENCE_IN_IT = /[.!?…]["'”’]?\s+["'“‘]?\p{Lu}/u;

/** Beside names, what stands in an English credit. `Photo: the bridge in May` is none. */
const IN_CREDIT =
  /^(?:©|\(c\)|[\p{Lu}\d][\p{L}\p{M}\p{N}.'’&+/-]*,?|of|the|for|via|and|by|on|from|in|at|de|da|del|di|la|le|van|von|bin|al|courtesy|handout|supplied|file|&|\/|\||-|–)$/u;
/** `Picture by picture` is no credit. */
const LABEL_WORD = /^(?:photo|image|picture)s?\b/iu;

/**
 * Takes lines that caption or credit a picture out of plain text: `Photo: Jane Doe/Reuters`, `(Ảnh: TTXVN)`, `Caption: …`, and one
 * short sentence with its credit behind it on the same line. What is in doubt stays: a line above a credit may be a subhead.
 */
export function takePhotoLines(lines: readonly Line[]): { lines: Line[]; photos: PhotoWords[] } {
  const photos: PhotoWords[] = [];
  const kept = lines.flatMap((line) => {
    const words = line.text.length <= LONGEST ? readPhotoLine(line.text.trim()) : undefined;
    if (!words) return [line];
    const { caption, credit } = words;
    // `Bài: Lan. Ảnh: Nam`: who wrote it, and who took the pictures.
    const isByline = caption !== undefined && credit !== undefined && readByline(caption) !== undefined;
    photos.push(isByline ? { credit } : words);
    return isByline ? [{ ...line, text: caption.replace(/\.$/, '') }] : [];
  });
  return { lines: kept, photos };
}

/** The first words as fields of the one picture that the upload names with it, if it does, and the others. */
export function wordsOfImage(
  photos: readonly PhotoWords[],
  given: Fields,
): { fields: Fields; rest: readonly PhotoWords[] } {
  const [first, ...others] = photos;
  const isNamed = given.image?.values.length === 1 && !given.imageCaption && !given.imageCredit;
  if (!first || !isNamed) return { fields: {}, rest: photos };
  return {
    fields: statedFields(['imageCaption', first.caption, 'photo line'], ['imageCredit', first.credit, 'photo line']),
    rest: others,
  };
}

/** The caption and the credit that a whole line is, or undefined where it is prose. */
export function readPhotoLine(text: string): PhotoWords | undefined {
  if (ILLUSTRATION.test(text)) return { caption: withoutBrackets(text) };
  const said = text.replace(CAPTION, '');
  const isCaption = said !== text && said !== '';
  const match = LABEL.exec(said);
  const credit = match?.groups && creditIn(match.groups);
  if (!match || !credit) return isCaption ? { caption: said } : undefined;
  // With its full stop, and without the bracket or the bar between it and the credit.
  const caption = `${said.slice(0, match.index)}${match.groups?.before ?? ''}`.replace(/[\s([|–—-]+$/u, '');
  if (caption === '') return { credit };
  const isOne = caption.length <= LONGEST_CAPTION && !IS_SENTENCE_IN_IT.test(caption);
  return isCaption || isOne ? { caption, credit } : undefined;
}

function creditIn({ vi, name = '' }: Record<string, string | undefined>): string | undefined {
  const credit = name
    .trim()
    .replace(/[)\]]?\.?$|\.?[)\]]$/u, '')
    .trim();
  const words = credit.split(/\s+/u);
  if (/[!?…]$|\.\s+\p{L}{3}/u.test(credit) || !/[\p{L}\p{N}]/u.test(credit)) return undefined;
  if (vi !== undefined) {
    return words.length <= MOST_WORDS.vietnamese && /^(?:[\p{Lu}\d©(]|internet)/u.test(credit) ? credit : undefined;
  }
  const isCredit =
    words.every((word) => IN_CREDIT.test(word)) &&
    words.some((word) => /^[\p{Lu}©]|^(?:handout|supplied)$/u.test(word));
  return isCredit && words.length <= MOST_WORDS.english && !LABEL_WORD.test(credit) ? credit : undefined;
}

const withoutBrackets = (text: string) => text.replace(/^[([]\s*|\s*[)\]]?\.?$/gu, '');
