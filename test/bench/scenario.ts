/** One part of the bench: a name to ask for it by, what it measures in a line, and its tables. */
export interface Scenario {
  name: string;
  about: string;
  run(progress: Progress): Promise<Table[]>;
}

/** Says what is being done, to a person who waits. */
export type Progress = (what: string) => void;

export type Row = Record<string, string | number>;

/** A result: rows of one shape. Columns carry their unit in their name (`p50 ms`). */
export interface Table {
  title: string;
  rows: Row[];
  /** How to read it: where given figures come from, what is compared with what. */
  notes?: string[];
}

export const median = (values: number[]): number => quantile(values, 0.5);

/** The nearest-rank quantile of these values; NaN when there are none. */
export function quantile(values: number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN;
}

export const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits));
