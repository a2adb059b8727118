/** One RFC 2047 encoded word. S3 writes metadata that is not ASCII in this way. */
const WORD = /=\?([\w-]{1,40})(?:\*[\w-]*)?\?([bq])\?([^?\s]*)\?=/gi;

/** White space between two encoded words is part of neither. */
const BETWEEN = /(=\?[^?\s]{1,80}\?[bq]\?[^?\s]*\?=)\s+(?==\?[^?\s]{1,80}\?[bq]\?[^?\s]*\?=)/gi;

/**
 * A metadata value as it was meant: RFC 2047 words decoded, and UTF-8 bytes put together again where the HTTP client has read
 * each as a Latin-1 character. What is neither stays as it is.
 */
export function decodeEncodedWords(value: string): string {
  if (!value.includes('=?')) return fromLatin1(value);
  // A writer may split one character between two words of one charset, so bytes are joined first and decoded then.
  const words: { charset: string; bytes: Buffer }[] = [];
  const flush = () => words.splice(0).map(decoded).join('');
  let text = '';
  let end = 0;
  const joined = value.replace(BETWEEN, '$1');
  for (const match of joined.matchAll(WORD)) {
    const [whole, charset = '', encoding = '', payload = ''] = match;
    if (match.index > end) text += flush() + joined.slice(end, match.index);
    const bytes = encoding.toLowerCase() === 'b' ? Buffer.from(payload, 'base64') : fromQ(payload);
    const last = words.at(-1);
    if (last?.charset.toLowerCase() === charset.toLowerCase()) last.bytes = Buffer.concat([last.bytes, bytes]);
    else words.push({ charset, bytes });
    end = match.index + whole.length;
  }
  return text + flush() + joined.slice(end);
}

const fromQ = (payload: string) =>
  Buffer.from(
    payload.replace(/_/g, ' ').replace(/=([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );

function decoded({ charset, bytes }: { charset: string; bytes: Buffer }): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return bytes.toString('utf8');
  }
}

function fromLatin1(value: string): string {
  if (!/^[\0-\xff]*[\x80-\xff][\0-\xff]*$/.test(value)) return value;
  const bytes = Buffer.from(value, 'latin1');
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') ? value : text;
}
