import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { ApiResponse } from '../../shared/http/endpoint.ts';
import type { IdempotencyKey } from '../../shared/http/idempotency-key.ts';
import { unauthorized, unprocessable } from '../../shared/http/problem.ts';
import type { Answers } from './ports.ts';

/** An answer that is given again when its request comes again, within a day: the item `ANSWER#<hash>`. */
export const keptAnswer = z.object({
  schemaVersion: z.literal(1),
  hash: z.string(),
  /** Of the request, to tell a retry from another request under the same key. */
  fingerprint: z.string(),
  status: z.number().int(),
  /** JSON as text: as a map it would come back with its names in another order. */
  body: z.string(),
  /** Seconds of the epoch. DynamoDB removes it some time after that; from then on it counts as absent. */
  ttl: z.number().int(),
  /** The `ttl` of an expired answer that this one takes the place of. */
  replaces: z.number().int().optional(),
});

export type KeptAnswer = z.infer<typeof keptAnswer>;

const KEPT_SECONDS = 24 * 3600;

interface Asked {
  caller?: { userId: string };
  idempotencyKey: IdempotencyKey;
  now: Date;
  /** What was asked for, whole: the act, its object, the body. */
  request: readonly unknown[];
}

/** Makes an answer ready to be kept; undefined where the client gave no key, so that it cannot ask for it again. */
export type Keep = (response: ApiResponse) => KeptAnswer | undefined;

/**
 * Looks for an answer to the same request. Where there is none, `keep` makes the one to come ready for the table.
 *
 * @throws 422 `idempotency-key-reused` when the key came with another request.
 */
export async function earlierAnswer(
  asked: Asked,
  answers: Answers,
): Promise<{ earlier: ApiResponse } | { earlier?: undefined; keep: Keep }> {
  const { caller, idempotencyKey, now, request } = asked;
  if (!caller) throw unauthorized('token-required', 'This needs a token: Authorization: Bearer …');
  if (!idempotencyKey.given) return { keep: () => undefined };
  const hash = hashOf(caller.userId, idempotencyKey.value);
  const fingerprint = hashOf(...request);
  const seconds = Math.floor(now.getTime() / 1000);
  const found = await answers.find(hash);
  if (found && found.ttl > seconds) {
    if (found.fingerprint === fingerprint) return { earlier: { status: found.status, body: JSON.parse(found.body) } };
    throw unprocessable('idempotency-key-reused', 'This Idempotency-Key was used for another request.');
  }
  return {
    keep: ({ status, body }) => ({
      schemaVersion: 1,
      hash,
      fingerprint,
      status,
      body: JSON.stringify(body),
      ttl: seconds + KEPT_SECONDS,
      ...(found && { replaces: found.ttl }),
    }),
  };
}

const hashOf = (...parts: unknown[]) => createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
