import type { Hub } from '../ping-hub.ts';

const TIMEOUT_MS = 10_000;

/** The hub has answered that it will not, or not now. */
export class HubRefused extends Error {
  readonly code = 'hub-refused';
}

/**
 * A WebSub hub. How a publisher tells it is left open by WebSub (W3C 2018, 6) and done as PubSubHubbub 0.3 (7.1) has it and hubs
 * take it: a form with `hub.mode=publish` and `hub.url` for each topic, answered by any 2xx.
 */
export class HttpHub implements Hub {
  readonly #url: string;
  readonly #timeoutMs: number;

  constructor(url: string, timeoutMs = TIMEOUT_MS) {
    this.#url = url;
    this.#timeoutMs = timeoutMs;
  }

  async publish(topics: readonly string[]): Promise<void> {
    const body = new URLSearchParams({ 'hub.mode': 'publish' });
    for (const topic of topics) body.append('hub.url', topic);
    const response = await fetch(this.#url, { method: 'POST', body, signal: AbortSignal.timeout(this.#timeoutMs) });
    await response.body?.cancel();
    if (!response.ok) throw new HubRefused(`The hub answered ${response.status}`);
  }
}
