/** RFC 2047 allows 75 characters an encoded word: 63 of Base64 between `=?UTF-8?B?` and `?=`, so at most 45 bytes of text. */
const WORD_BYTES = 45;

/**
 * User metadata (`x-amz-meta-*`) for these values; undefined ones are left out. Headers are ASCII, so other text goes as encoded
 * words of RFC 2047, which is also how S3 gives such metadata back.
 */
export function objectMetadata(values: Record<string, string | undefined>): Record<string, string> {
  const given = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, encoded(value)]],
  );
  return Object.fromEntries(given);
}

function encoded(value: string): string {
  // Text that looks like an encoded word already would be decoded by its reader, and so become another.
  if (/^[\x20-\x7e]*$/.test(value) && !value.includes('=?')) return value;
  const words: string[] = [];
  let word = '';
  for (const character of value) {
    if (Buffer.byteLength(word + character) > WORD_BYTES) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word].map((text) => `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`).join(' ');
}
