import { createHash, createHmac, createSecretKey, type Hash, type Hmac, type KeyObject } from 'node:crypto';

type Bytes = string | ArrayBuffer | ArrayBufferView;

/** The keys of a day, region and service, which the SDK derives once and then hands over as the same bytes with each request. */
const KEYS = new WeakMap<object, KeyObject>();

/**
 * SHA-256, or HMAC (RFC 2104) with it where there is a secret, as the SDK's clients want it for their signatures (`sha256` of their
 * options). Their own has Node make a new key of the same bytes for each request, which takes longer than all else about a signature.
 */
export class SigningHash {
  readonly #secret: string | KeyObject | undefined;
  #hash: Hash | Hmac;

  constructor(secret?: Bytes) {
    this.#secret = typeof secret === 'object' ? keyOf(secret) : secret;
    this.#hash = this.#begun();
  }

  update(chunk: string | Uint8Array): void {
    this.#hash.update(chunk);
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  reset(): void {
    this.#hash = this.#begun();
  }

  #begun(): Hash | Hmac {
    return this.#secret === undefined ? createHash('sha256') : createHmac('sha256', this.#secret);
  }
}

function keyOf(secret: ArrayBuffer | ArrayBufferView): KeyObject {
  const known = KEYS.get(secret);
  if (known) return known;
  const bytes = ArrayBuffer.isView(secret)
    ? Buffer.from(secret.buffer, secret.byteOffset, secret.byteLength)
    : Buffer.from(secret);
  const key = createSecretKey(bytes);
  KEYS.set(secret, key);
  return key;
}
