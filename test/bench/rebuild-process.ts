import * as z from 'zod';
import { rebuildAnswer } from '../../events/rebuild-feeds.ts';

/**
 * `node rebuild-process.ts BUNDLE [--full]`: runs the bundle of `rebuild-feeds` in this process as `npm run rebuild` does, slice by slice
 * from cursor to cursor, and prints a JSON line for each: what was checked and written in all, seconds, and the peak of memory.
 */
const [bundle = '', mode] = process.argv.slice(2);
const SECONDS_AT_A_TIME = 20;
const KB_PER_MB = 1024;
const REMAINING_MS = 900_000;

const { handler } = z
  .object({ handler: z.custom<(event: object, context: object) => Promise<unknown>>((it) => typeof it === 'function') })
  .parse(await import(bundle));

const context = { functionName: 'rebuild-feeds', getRemainingTimeInMillis: () => REMAINING_MS };
const begun = performance.now();
const total = { checked: 0, written: 0, failed: 0 };
let cursor: string | undefined;
do {
  const request = { full: mode === '--full', seconds: SECONDS_AT_A_TIME, ...(cursor !== undefined && { cursor }) };
  const answer = rebuildAnswer.parse(await handler(request, context));
  for (const { checked, written, failed } of [answer.memberships, answer.feeds, answer.pages, answer.discussions]) {
    total.checked += checked;
    total.written += written.length;
    total.failed += failed.length;
  }
  cursor = answer.cursor;
  const seconds = (performance.now() - begun) / 1000;
  const peakMb = process.resourceUsage().maxRSS / KB_PER_MB;
  console.log(JSON.stringify({ ...total, seconds, peakMb, cursor: cursor ?? null }));
} while (cursor !== undefined);
