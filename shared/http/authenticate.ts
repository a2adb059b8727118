import { JwtVerifier } from 'aws-jwt-verify';
import { FetchError, JwksValidationError } from 'aws-jwt-verify/error';
import type { Fetcher } from 'aws-jwt-verify/https';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import * as z from 'zod';
import type { Caller, Role } from './caller.ts';
import { unauthorized, unavailable } from './problem.ts';

/** What a stage pins of its OpenID Connect issuer. */
export interface TokenPolicy {
  issuer: string;
  audience: string;
  jwksUri: string;
  /** The claim that holds a person's roles, as one string or an array; values that are no role of ours are ignored. */
  rolesClaim: string;
}

/** Who sent this `Authorization` header: nobody without one; throws a 401 for any that is not a good bearer token. */
export type Authenticate = (authorization: string | undefined) => Promise<Caller | undefined>;

const ALGORITHMS: readonly string[] = ['RS256', 'ES256'];
const FETCH_TIMEOUT_MS = 3000;

const claims = z.object({
  sub: z.string().min(1).max(255),
  exp: z.number(),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
});

/**
 * Verifies JSON Web Tokens (RFC 7519, 8725): algorithm, key id and its `use`, signature, issuer, audience, expiry and
 * not-before, each pinned. Keys are fetched once a cold start and again for an unknown key id, at most every ten seconds.
 * An issuer that cannot be reached is our fault, a 503, never a 401.
 */
export function authenticator(policy: TokenPolicy, fetcher: Fetcher = plainFetcher): Authenticate {
  const { issuer, audience, jwksUri } = policy;
  const verifier = JwtVerifier.create(
    { issuer, audience, jwksUri, customJwtCheck: ({ header }) => checkHeader(header) },
    { jwksCache: new SimpleJwksCache({ fetcher }) },
  );
  return async (authorization) => {
    if (authorization === undefined) return undefined;
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    if (!token) throw invalidToken();
    return callerOf(await verified(verifier.verify(token)), policy.rolesClaim);
  };
}

async function verified(payload: Promise<object>): Promise<object> {
  try {
    return await payload;
  } catch (error) {
    if (error instanceof FetchError || error instanceof JwksValidationError) {
      throw unavailable('issuer-unreachable', 'The token cannot be checked now. Try again shortly.');
    }
    // Whatever else goes wrong, crypto errors included, the token brought it on.
    throw invalidToken();
  }
}

/** RFC 7515, 4.1.11: a token with critical extensions that the recipient does not know must be refused. */
function checkHeader(header: { alg?: unknown; crit?: unknown }): void {
  if (typeof header.alg !== 'string' || !ALGORITHMS.includes(header.alg) || header.crit !== undefined) {
    throw invalidToken();
  }
}

function callerOf(payload: object, rolesClaim: string): Caller {
  const parsed = claims.safeParse(payload);
  if (!parsed.success) throw invalidToken();
  const { sub, name, preferred_username } = parsed.data;
  const held = Object.entries(payload).find(([claim]) => claim === rolesClaim)?.[1];
  const roles = (Array.isArray(held) ? held : [held]).filter(isRole);
  return { userId: sub, name: name ?? preferred_username ?? '', roles };
}

const isRole = (value: unknown): value is Role => value === 'moderator' || value === 'editor';

const invalidToken = () =>
  unauthorized('invalid-token', 'The token is malformed, expired, or not one of ours.', 'invalid_token');

/** The global fetch: the library's own is bound to https, and the local issuer is plain http. */
const plainFetcher: Fetcher = {
  async fetch(uri) {
    try {
      const response = await fetch(uri, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS), redirect: 'error' });
      if (!response.ok) throw new Error(`status ${response.status}`);
      return await response.arrayBuffer();
    } catch (error) {
      throw new FetchError(uri, error);
    }
  },
};
