import { type Line, readByline } from '../trailer.ts';

const LONGEST_HEADLINE = 150;

/**
 * The headline that plain text begins with, or undefined where it begins with its body: a line that is short, does not end as
 * a sentence does, and is set off by a blank line or by a longer line of prose below it.
 */
export function headlineOf(lines: readonly Line[]): Line | undefined {
  const at = lines.findIndex(({ text }) => text.trim() !== '');
  const [first, below] = [lines[at], lines[at + 1]];
  const text = first?.text.trim() ?? '';
  if (!first || !below || text.length > LONGEST_HEADLINE || readByline(text) || !looksLikeHeadline(text))
    return undefined;
  const rest = lines
    .slice(at + 1, at + 50)
    .map((line) => line.text.trim())
    .filter(Boolean);
  if (rest.length === 0) return undefined;
  if (below.text.trim() === '') return first;
  const prose = readByline(below.text.trim()) ? rest[1] : rest[0];
  return prose && prose.length > Math.max(80, text.length * 1.5) ? first : undefined;
}

const looksLikeHeadline = (text: string) =>
  /[\p{L}\p{N}]/u.test(text) && !/[.…:;,)]["'”’]?$/u.test(text) && !/^(?:[-*•–—(>]|\d+[.)]\s|https?:)/u.test(text);
