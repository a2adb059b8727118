import { FileRefused } from './file-refused.ts';
import { type Unit, unit } from './unit.ts';

/** The lines of an export. Throws, with its number, for a line that is none. */
export async function* exportedUnits(chunks: AsyncIterable<string>): AsyncGenerator<Unit> {
  let number = 0;
  for await (const line of linesOf(chunks)) {
    number++;
    if (line.trim() === '') continue;
    const parsed = unit.safeParse(jsonOf(line));
    if (!parsed.success) throw new FileRefused(`Line ${number} is no comment as export-comments writes it.`);
    yield parsed.data;
  }
}

async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
