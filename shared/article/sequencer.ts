/**
 * Orders two S3 sequencers of one key as AWS documents it: pad the shorter on the right with zeros and compare as
 * hexadecimal text, ignoring case. Negative when `a` is older.
 */
export function compareSequencers(a: string, b: string): number {
  const length = Math.max(a.length, b.length);
  const [x, y] = [a, b].map((s) => s.toUpperCase().padEnd(length, '0')) as [string, string];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** True when `b` is there and newer than `a`. */
export const isOlder = (a: { sequencer: string }, b: { sequencer: string } | undefined): boolean =>
  b !== undefined && compareSequencers(a.sequencer, b.sequencer) < 0;
