import type { LocalNewsroom } from '../local-newsroom.ts';
import { median, quantile, type Row, rounded } from './scenario.ts';

export interface Loop {
  /** How many do it at once, each the next as soon as the last is answered. */
  clients: number;
  /** How often it is done in all. */
  times: number;
  act: (i: number) => Promise<unknown>;
}

/** Does something as often as said and answers what it took: time, and the CPU time of all the newsroom's processes. */
export async function closedLoop(name: string, { clients, times, act }: Loop, newsroom: LocalNewsroom): Promise<Row> {
  const before = cpuOf(newsroom);
  const begun = performance.now();
  const took: number[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (next < times) {
        const i = next++;
        const from = performance.now();
        await act(i);
        took.push(performance.now() - from);
      }
    }),
  );
  const seconds = (performance.now() - begun) / 1000;
  return {
    what: name,
    clients,
    'per s': rounded(times / seconds, 0),
    'p50 ms': rounded(median(took)),
    'p99 ms': rounded(quantile(took, 0.99)),
    'CPU s per 1000': rounded(((cpuOf(newsroom) - before) / times) * 1000, 2),
  };
}

const cpuOf = (newsroom: LocalNewsroom): number =>
  newsroom.measure().reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
