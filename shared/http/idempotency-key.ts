import { randomUUID } from 'node:crypto';
import { badRequest } from './problem.ts';

/** What the `Idempotency-Key` header says, and whether the client said it: a key of our own cannot come again. */
export interface IdempotencyKey {
  value: string;
  given: boolean;
}

/** The key of a POST: 1 to 255 visible ASCII characters, or a random one where the client gives none. Else 400. */
export function idempotencyKeyOf(header: string | undefined): IdempotencyKey {
  if (header === undefined) return { value: randomUUID(), given: false };
  if (!/^[\x21-\x7e]{1,255}$/.test(header)) {
    throw badRequest('idempotency-key-invalid', 'Idempotency-Key takes 1 to 255 visible ASCII characters.');
  }
  return { value: header, given: true };
}
