import { singleSpaced } from '../../../../shared/article/clean-text.ts';
import type { Line } from '../trailer.ts';

/** As long as a line that a person or a mail program breaks by hand may be. */
const HARD_WRAP = 80;

/**
 * The paragraphs of these lines: each line is one, as in a page that was saved as text, unless the text looks wrapped by hand.
 * Then the lines of a block between blank lines are one.
 */
export function paragraphsOf(lines: readonly Line[]): string[] {
  const blocks = blocksOf(lines.map((line) => singleSpaced(line.text)));
  return isHardWrapped(blocks) ? blocks.map((block) => block.join(' ')) : blocks.flat();
}

function blocksOf(lines: string[]): string[][] {
  const blocks: string[][] = [[]];
  for (const line of lines) {
    if (line !== '') blocks.at(-1)?.push(line);
    else if (blocks.at(-1)?.length) blocks.push([]);
  }
  return blocks.filter((block) => block.length > 0);
}

/**
 * Wrapped by hand: no line is long, most lines that another follows are nearly full, and at most half of them end where a
 * sentence does. A list or a poem has short lines, a saved page long ones.
 */
function isHardWrapped(blocks: string[][]): boolean {
  const followed = blocks.flatMap((block) => block.slice(0, -1));
  if (followed.length === 0 || blocks.some((block) => block.some((line) => line.length > HARD_WRAP))) return false;
  const full = followed.filter((line) => line.length >= HARD_WRAP / 2).length;
  const ended = followed.filter((line) => /[.!?…:]["'”’)]?$/.test(line)).length;
  return full > followed.length * 0.8 && ended <= followed.length / 2;
}
