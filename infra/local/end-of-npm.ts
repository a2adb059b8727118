const CHECK_MS = 250;

/**
 * Calls `ended` when npm, which started this process, is gone: it does not pass on every signal that ends it, and what it was
 * asked to run must not outlive it. Started by hand, a process may survive its shell, and nothing is watched.
 */
export function onEndOfNpm(ended: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    ended();
  }, CHECK_MS);
  timer.unref();
}
