import { lookup } from 'node:dns';
import * as http from 'node:http';
import * as https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { SignedWebhook } from '../../../shared/webhook.ts';
import type { Carrier } from '../send-webhooks.ts';
import { isPrivate } from './private-addresses.ts';

const TIMEOUT_MS = 5000;

/** The webhook did not take it, or stands where nothing is sent to. */
export class WebhookRefused extends Error {
  readonly code = 'webhook-refused';
}

/**
 * HTTP(S), by hand rather than by `fetch`: the address that was looked at is the one that is connected to, whatever a name
 * leads to a moment later, and a redirect is no success.
 */
export class HttpCarrier implements Carrier {
  readonly #timeoutMs: number;

  constructor(timeoutMs = TIMEOUT_MS) {
    this.#timeoutMs = timeoutMs;
  }

  async post(
    { url, privateNetwork }: Pick<SignedWebhook, 'url' | 'privateNetwork'>,
    body: string,
    headers: Record<string, string>,
  ): Promise<void> {
    const { protocol, hostname } = new URL(url);
    const literal = hostname.replace(/^\[|\]$/g, '');
    if (!privateNetwork && isIP(literal) !== 0 && isPrivate(literal)) throw privateAddress();
    const { request } = protocol === 'https:' ? https : http;
    const status = await new Promise<number>((resolve, reject) => {
      const sent = request(url, {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        signal: AbortSignal.timeout(this.#timeoutMs),
        agent: false,
        ...(!privateNetwork && { lookup: publicLookup }),
      });
      sent.on('error', reject);
      sent.on('response', (answer) => {
        // What it says beyond its status is not read.
        answer.destroy();
        resolve(answer.statusCode ?? 0);
      });
      sent.end(body);
    });
    if (status < 200 || status > 299) throw new WebhookRefused(`The webhook answered ${status}.`);
  }
}

/** As DNS has it, unless one of the addresses is private. */
const publicLookup: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error) return done(error, []);
    if (!first || addresses.some(({ address }) => isPrivate(address))) return done(privateAddress(), []);
    if (options.all) return done(null, addresses);
    done(null, first.address, first.family);
  });
};

const privateAddress = () => new WebhookRefused('The webhook stands at a private address.');
