/** An upload that is meant to hurt: a shape that some parser, regular expression or Unicode algorithm is known to fall over. */
export interface Hostile {
  name: string;
  key: string;
  /** A share of its size, of 1 for the whole: what is linear takes half for half of it. */
  make(share: number): string | Uint8Array;
  /** What becomes of the whole: the format in which it is read, the code of its refusal. */
  outcome: string;
}

/** As much as an upload may have, in bytes. */
export const MOST = 5 * 1024 * 1024;
/** Just below what text may have, in characters. */
export const MOST_TEXT = 990_000;

export const SENTENCE =
  'The old bridge over the river is closed to cars from Monday, the city said, and it stays so until May.';

/** The unit as often as it fits so many characters. */
export const full = (unit: string, length: number) => unit.repeat(Math.floor(length / unit.length));

export const many = (times: number, write: (i: number) => string) =>
  Array.from({ length: Math.floor(times) }, (_, i) => write(i)).join('');

type Shape = readonly [name: string, make: Hostile['make'], outcome: string];

/** The shapes of one kind of file. */
export const hostile = (key: string, shapes: readonly Shape[]): Hostile[] =>
  shapes.map(([name, make, outcome]) => ({ name, key, make, outcome }));
