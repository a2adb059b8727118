const DECLARATION = /^\s*<\?xml\s[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z][\w.:-]{0,39})["']/;

/**
 * The encoding that an XML declaration names, read from the bytes as XML 1.0 appendix F has it; undefined where there is none.
 * A declaration that can be read as ASCII cannot be in the UTF-16 that some writers declare there: that is UTF-8.
 */
export function xmlEncodingOf(body: Uint8Array): string | undefined {
  const [first, second, third, fourth] = body;
  if (first === 0x3c && second === 0 && third === 0x3f && fourth === 0) return 'utf-16le';
  if (first === 0 && second === 0x3c && third === 0 && fourth === 0x3f) return 'utf-16be';
  const declared = DECLARATION.exec(Buffer.from(body.subarray(0, 400)).toString('latin1'))?.[1];
  return declared && /^utf-?16/i.test(declared) ? 'utf-8' : declared;
}
