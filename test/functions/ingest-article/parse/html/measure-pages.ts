import * as z from 'zod';
import { parse } from '../parsing.ts';
import { HOSTILE_PAGES, SENTENCE } from './hostile-pages.ts';

/** `mb` is the greatest memory that the process has had until then, above what it had idle, right before this page. */
export const measurements = z.array(
  z.object({ name: z.string(), outcome: z.string(), ms: z.number(), mb: z.number() }),
);

/** Run as a process of its own, and with the garbage collector: reads all pages, warm, and prints what each came to and took. */
if (import.meta.main) {
  const usual = `<!doctype html><title>A title for it</title><body><article>${`<p>${SENTENCE}</p>`.repeat(50)}</article>`;
  for (let i = 0; i < 5; i++) parse(usual);
  const bodies = Object.entries(HOSTILE_PAGES).map(([name, { make }]) => ({ name, body: Buffer.from(make()) }));
  const measured = bodies.map(({ name, body }) => {
    globalThis.gc?.();
    const idle = process.memoryUsage.rss();
    const start = performance.now();
    const parsed = parse(body);
    const ms = performance.now() - start;
    // In KB.
    const mb = process.resourceUsage().maxRSS / 1024 - idle / 2 ** 20;
    return { name, outcome: parsed.ok ? parsed.document.format : parsed.refusal.code, ms, mb };
  });
  process.stdout.write(JSON.stringify(measured satisfies z.infer<typeof measurements>));
}
