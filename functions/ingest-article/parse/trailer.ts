import type { Fields } from './fields.ts';

/** A page's comment counter, which comes along when a page is saved as text. */
const COUNTER =
  /^(?:(?:comments?|bình luận|ý kiến(?: bạn đọc)?|phản hồi)\s*[:(]?\s*\d[\d.,]*\s*\)?|(?:\d[\d.,]*|no)\s+(?:comments?|bình luận|ý kiến))$/i;

/** What else stands below an article on its page: buttons, and headings of what does not come along. */
const FURNITURE =
  /^(?:share(?: this(?: article| story)?)?|chia sẻ(?: bài viết)?|print|in bài(?: viết)?|(?:view|show|leave|post|add|write)(?: a| all)? comments?|comments|(?:gửi|viết|xem)(?: tất cả)? bình luận|bình luận|related(?: articles| stories| news)?|(?:tin|bài)(?: viết)? liên quan|read more|xem thêm)\s*:?$/i;

/** Who worked on it, where to read on, and a wire's `((contact))` for its clients: kept, and no part of the text. */
const ASIDE =
  /^(?:editor|edited by|biên tập(?: viên)?)\s*:\s*.{2,80}$|^(?:read more|xem thêm|đọc thêm)\s*:?\s*https?:\/\/\S+$|^\((?:additional )?(?:reporting|writing|compiled|editing) by .*\)$|^\(\(.*\)\)$/i;

const SOURCE =
  /^(?:source|nguồn(?: tin)?|link nguồn|link gốc|link|original(?: article)?|bài gốc|xem bài gốc)\s*:\s*(.+)$/i;
const URL_IN_TEXT = /https?:\/\/[^\s<>"]+/i;

/** `According to Reuters`, with nothing more on the line. A lowercase word after it (`according to police`) makes it prose. */
const CREDIT = /^(?:according to|theo|via)\s+(?:the\s+)?(\p{Lu}[^.;:!?"]{0,59}?)\.?$/iu;
const IN_BRACKETS = /^\((?:according to\s+|theo\s+)?(\p{Lu}[^():]{0,58}[^():.!?])\)$/iu;

const VIETNAMESE_BYLINE = /^(?:bài(?:\s*(?:và|,|&)\s*ảnh)?|tác giả|thực hiện|phóng viên)\s*:\s*(.{2,100})$/i;
const ENGLISH_BYLINE = /^by:?\s+(\p{Lu}.{1,99})$/iu;
const NAME_WORD = /^(?:\p{Lu}[\p{L}\p{M}.'’-]*,?|and|và|&|in|of|for|de|da|del|der|di|du|la|le|van|von|bin|al)$/u;

/** `Nam Ví Dụ (Theo Reuters)`: who wrote it, and after whom. */
const BYLINE_AFTER = /^(.{2,60}?)\s*\(theo\s+([^():]{1,59})\)$/iu;

const TAGS = /^(?:tags?|keywords?|từ khóa|từ khoá)\s*:\s*(.+)$/i;

/** Longer lines are prose. */
const LONGEST = 500;

/** What one line says beside the article's prose, or undefined where it is prose. */
type Reading =
  | { field: 'credit' | 'canonicalSource' | 'byline' | 'tags'; value: string; also?: string }
  | { field: 'none' };

/** A line of text and its 1-based number in the upload. */
export interface Line {
  text: string;
  number: number;
}

/**
 * Takes what is about the article, and not of it, out of its lines: comment counters and source URLs wherever they stand, and
 * credits, bylines and tags below the last line of prose. Of two lines that say the same field the upper one speaks, and the
 * lower one is returned in `unused`.
 */
export function takeTrailer(lines: readonly Line[]): { lines: Line[]; fields: Fields; unused: string[] } {
  const found: { reading: Reading; line: Line }[] = [];
  const kept: Line[] = [];
  let isTrailer = true;
  for (const line of lines.toReversed()) {
    const text = line.text.length <= LONGEST ? bare(line.text) : line.text;
    if (COUNTER.test(text) || (isTrailer && FURNITURE.test(text))) continue;
    const reading =
      text.length <= LONGEST ? (readSource(text) ?? (isTrailer ? readCredit(text) : undefined)) : undefined;
    if (reading && (isTrailer || reading.field === 'canonicalSource')) found.push({ reading, line });
    else {
      if (text !== '') isTrailer = false;
      kept.push(line);
    }
  }
  return { lines: kept.reverse(), ...sortFound(found.reverse()) };
}

/** A byline on a line of its own, without its `By`. */
export function readByline(text: string): string | undefined {
  const vietnamese = VIETNAMESE_BYLINE.exec(text)?.[1];
  if (vietnamese) return vietnamese.trim();
  const english = ENGLISH_BYLINE.exec(text)?.[1]?.trim();
  // `By Monday the bridge will be closed` is prose: in a byline every word is a name, or stands between names.
  return english && !/[.!?]$/.test(english) && isNames(english) ? english : undefined;
}

const isNames = (text: string) => text.split(/\s+/).every((word) => NAME_WORD.test(word));

/** The line without Markdown's emphasis and angle brackets around it. */
const bare = (text: string) =>
  text
    .trim()
    .replace(/^[*_]{1,3}|[*_]{1,3}$/g, '')
    .replace(/[*_]{1,3}(\s*)</, '$1<')
    .trim();

function readSource(text: string): Reading | undefined {
  const said = SOURCE.exec(text)?.[1];
  if (said === undefined) return undefined;
  const url = URL_IN_TEXT.exec(said)?.[0].replace(/[.,;)\]*_]+$/, '');
  if (!url) return said.length <= 80 ? { field: 'credit', value: said.replace(/\.$/, '') } : undefined;
  const also = said
    .replace(url, '')
    .replace(/[<>()[\]*_,;|–—-]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return { field: 'canonicalSource', value: url, ...(/\p{L}/u.test(also) && also.length <= 80 && { also }) };
}

function readCredit(text: string): Reading | undefined {
  if (ASIDE.test(text)) return { field: 'none' };
  const [, writer = '', after = ''] = BYLINE_AFTER.exec(text) ?? [];
  if (isNames(writer) && /\s/.test(writer)) return { field: 'byline', value: writer, also: after };
  const credit = nameIn(CREDIT.exec(text)) ?? nameIn(IN_BRACKETS.exec(text));
  if (credit) return { field: 'credit', value: credit };
  const byline = readByline(text);
  if (byline) return { field: 'byline', value: byline };
  const tags = TAGS.exec(text)?.[1];
  return tags === undefined ? undefined : { field: 'tags', value: tags };
}

/** The name that a credit pattern caught. The patterns ignore case for their own words only. */
function nameIn(match: RegExpExecArray | null): string | undefined {
  const name = match?.[1]?.trim();
  return name && /^\p{Lu}/u.test(name) && name.split(/\s+/).length <= 8 ? name : undefined;
}

function sortFound(found: { reading: Reading; line: Line }[]): { fields: Fields; unused: string[] } {
  const fields: Fields = {};
  const unused: string[] = [];
  for (const { reading, line } of found) {
    if (reading.field === 'none' || fields[reading.field]) unused.push(line.text.trim());
    else fields[reading.field] = { values: [reading.value], at: `line ${line.number}` };
  }
  for (const { reading, line } of found) {
    if (reading.field !== 'none' && reading.also && !fields.credit)
      fields.credit = { values: [reading.also], at: `line ${line.number}` };
  }
  return { fields, unused };
}
