import { defineConfig } from 'vitest/config';
import { ClosingCount } from './test/closing-count.ts';
import { HeavyFirst } from './test/heavy-first.ts';

// biome-ignore lint/style/noDefaultExport: vitest reads its configuration from the default export.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/engines-setup.ts'],
    // The machine that this must be quick on has two cores, and the engines take their share of them.
    maxWorkers: 2,
    sequence: { sequencer: HeavyFirst },
    testTimeout: 40_000,
    hookTimeout: 30_000,
    reporters: ['default', new ClosingCount()],
  },
});
