import { randomUUID, sign } from 'node:crypto';
import type { SigningKey } from './signing-key.ts';

/** What the newsroom's functions expect of their issuer: the `jwt` of the stage. */
export interface Issuer {
  issuer: string;
  audience: string;
  rolesClaim: string;
}

export interface TokenRequest {
  user: string;
  name: string;
  roles: string[];
  expiresInSeconds: number;
}

/** A signed JSON Web Token (RFC 7519) for a person of this local newsroom. */
export function issueToken(
  key: SigningKey,
  { issuer, audience, rolesClaim }: Issuer,
  request: TokenRequest,
  now: Date,
): string {
  const issuedAt = Math.floor(now.getTime() / 1000);
  const header = { alg: 'RS256', typ: 'JWT', kid: key.id };
  const claims = {
    iss: issuer,
    aud: audience,
    sub: request.user,
    name: request.name,
    ...(request.roles.length > 0 && { [rolesClaim]: request.roles }),
    iat: issuedAt,
    exp: issuedAt + request.expiresInSeconds,
    jti: randomUUID(),
  };
  const signed = `${encoded(header)}.${encoded(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), key.privateKey).toString('base64url')}`;
}

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
