import { webUrl } from '../../../../shared/web-url.ts';
import type { PageDocument, PageElement } from './dom.ts';
import type { PageStatements } from './page-statements.ts';

/** Of what other addresses are put behind: browsers and servers take no more. */
const LONGEST_BASE = 2048;

/**
 * What relative addresses of a page begin from: its `<base>`, else the address that it gives as its own. Undefined where it has
 * neither, as an upload is not where the page was.
 */
export function baseOf(document: PageDocument, said: PageStatements): string | undefined {
  const own = [...said.get('link.canonical'), ...said.get('og:url'), ...said.get('ld.url')].map(webUrl).find(Boolean);
  const base = document.querySelector('base[href]')?.getAttribute('href') ?? undefined;
  const candidates = [base !== undefined && absolute(base, own), own];
  return candidates.find((address) => typeof address === 'string' && address.length <= LONGEST_BASE) || undefined;
}

/** The address as an absolute http(s) URL; undefined for any other, and for a relative one without a base. */
export function absolute(address: string, base: string | undefined): string | undefined {
  const url = URL.parse(address.trim(), base);
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined;
}

/** Makes the addresses of links absolute. One that has no meaning away from its page goes, and its text stays. */
export function resolveLinks(root: PageElement, base: string | undefined): void {
  for (const link of root.querySelectorAll('a[href]')) {
    const address = link.getAttribute('href') ?? '';
    if (/^\s*mailto:/i.test(address)) continue;
    const url = address.trim().startsWith('#') ? undefined : absolute(address, base);
    if (url) link.setAttribute('href', url);
    else link.removeAttribute('href');
  }
}
