import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The local issuer's one key: RSA, 2048 bits, for RS256. */
export interface SigningKey {
  /** The JWK thumbprint of the public key (RFC 7638). */
  id: string;
  privateKey: KeyObject;
  /** The public half as a JWK with its id, use and algorithm. */
  jwk: Record<string, string>;
}

/** The key in this directory, made on the first call: readable by its owner alone, since it signs for editors. */
export function signingKey(directory: string): SigningKey {
  const file = join(directory, 'signing-key.pem');
  const privateKey = createPrivateKey(stored(file) ?? made(directory, file));
  const { n, e } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (n === undefined || e === undefined) throw new Error(`${file} holds no RSA key`);
  const id = createHash('sha256')
    .update(JSON.stringify({ e, kty: 'RSA', n }))
    .digest('base64url');
  return { id, privateKey, jwk: { kty: 'RSA', use: 'sig', alg: 'RS256', kid: id, n, e } };
}

function stored(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function made(directory: string, file: string): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  // Exclusive: of two processes that make the first key at once, one fails rather than both signing with their own.
  writeFileSync(file, pem, { mode: 0o600, flag: 'wx' });
  return pem;
}
