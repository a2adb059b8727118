import { createHmac } from 'node:crypto';

export const SIGNATURE_HEADER = 'x-newsroom-signature';

/**
 * `t=<seconds of the epoch>,v1=<hex>`, with one `v1` a secret: HMAC-SHA-256 over `<t>.<body>` as it is sent. Who takes it computes its own,
 * takes any `v1` that is the same, compared in constant time, and none whose `t` is more than five minutes away.
 */
export function signatureOf(body: string, secrets: readonly string[], now: Date): string {
  const t = Math.floor(now.getTime() / 1000);
  const signed = secrets.map((secret) => createHmac('sha256', secret).update(`${t}.${body}`).digest('hex'));
  return [`t=${t}`, ...signed.map((hex) => `v1=${hex}`)].join(',');
}
