import { createHash, timingSafeEqual } from 'node:crypto';

/** The header that the CDN adds to each request for the API. */
export const ORIGIN_SECRET_HEADER = 'x-origin-secret';

/** The values of `ORIGIN_SECRETS`, comma separated: two, so that one can be replaced while the CDN sends the other. */
export const parseOriginSecrets = (list: string): string[] => list.split(',').filter((secret) => secret !== '');

/** Whether the request came through the CDN. Takes as long for a near miss as for a far one. */
export function cameThroughCdn(header: string | undefined, secrets: readonly string[]): boolean {
  const given = digest(header ?? '');
  return secrets.map((secret) => timingSafeEqual(given, digest(secret))).includes(true);
}

const digest = (text: string) => createHash('sha256').update(text).digest();
