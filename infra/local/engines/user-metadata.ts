/**
 * User metadata as S3 gives it back: a value with other than ASCII characters, which arrives as the bytes of its UTF-8, is
 * encoded by RFC 2047.
 */
export function asciiMetadata(metadata: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(metadata).map(([name, value]) => {
      const bytes = Buffer.from(value, 'latin1');
      return [name, bytes.some((byte) => byte > 0x7e) ? `=?UTF-8?B?${bytes.toString('base64')}?=` : value];
    }),
  );
}
