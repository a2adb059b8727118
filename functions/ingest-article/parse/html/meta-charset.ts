/** As far as HTML's prescan looks, and a little more. */
const LOOKED_AT = 4096;

const META = /<meta\s[^>]{0,300}?\bcharset\s*=\s*["']?\s*([A-Za-z0-9][\w.:-]{0,39})/i;

/**
 * The charset that a page's `<meta>` declares, in either form, read from the bytes; undefined where there is none, or where the
 * bytes are no page. What can be read as ASCII is not the UTF-16 that it says: that means UTF-8, as in HTML's own algorithm.
 */
export function metaCharsetOf(body: Uint8Array): string | undefined {
  const start = Buffer.from(body.subarray(0, LOOKED_AT)).toString('latin1');
  if (!/^\s*</.test(start)) return undefined;
  const declared = META.exec(start.replace(/<!--[\s\S]*?-->/g, ''))?.[1];
  return declared && /^utf-?16/i.test(declared) ? 'utf-8' : declared;
}
