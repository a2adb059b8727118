const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const LENGTH = 16;

/** The first 80 bits in lowercase base32 (RFC 4648 alphabet): 16 characters, which no file system or URL mistakes. */
export function base32(digest: Uint8Array): string {
  let bits = 0n;
  for (const byte of digest.subarray(0, 10)) bits = (bits << 8n) | BigInt(byte);
  let text = '';
  for (let i = 0; i < LENGTH; i++) text = ALPHABET.charAt(Number((bits >> BigInt(5 * i)) & 31n)) + text;
  return text;
}
