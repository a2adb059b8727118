import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with one plain line that counts the tests, for people and for CI. */
export class ClosingCount implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) counts[test.result().state]++;
      // A file that could not be loaded has no tests to count, and must not look like success.
      if (module.children.size === 0 && !module.ok()) counts.failed++;
    }
    console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  }
}
