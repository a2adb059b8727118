import { statSync } from 'node:fs';
import { join } from 'node:path';
import { JwtVerifier } from 'aws-jwt-verify';
import { afterAll, expect, test } from 'vitest';
import { issueToken } from '../../../infra/local/issuer/issue-token.ts';
import { signingKey } from '../../../infra/local/issuer/signing-key.ts';
import { issuerOf } from '../../../infra/local/issuer/stage-issuer.ts';
import { temporaryState } from './newsroom-process.ts';

const { state, remove } = temporaryState();
afterAll(remove);

const ISSUER = { issuer: 'http://127.0.0.1:4000/.local-issuer', audience: 'newsroom', rolesClaim: 'roles' };

function verifier() {
  const verify = JwtVerifier.create({ ...ISSUER, jwksUri: `${ISSUER.issuer}/jwks.json` });
  const { jwk } = signingKey(state);
  verify.cacheJwks({ keys: [{ ...jwk, kty: 'RSA', use: 'sig', alg: 'RS256' }] });
  return verify;
}

const token = (expiresInSeconds: number) =>
  issueToken(
    signingKey(state),
    ISSUER,
    { user: 'alice', name: 'Ái Liên', roles: ['editor'], expiresInSeconds },
    new Date(),
  );

test('the library that the functions verify with takes its tokens, until they expire', async () => {
  expect(await verifier().verify(token(60))).toMatchObject({ sub: 'alice', name: 'Ái Liên', roles: ['editor'] });
  await expect(verifier().verify(token(-60))).rejects.toThrow(/expired/);
});

test('makes its key once, for its owner only', () => {
  expect(signingKey(state).id).toBe(signingKey(state).id);
  expect(statSync(join(state, 'signing-key.pem')).mode & 0o777).toBe(0o600);
});

test('is the one that the functions are told of, who must agree', () => {
  const told = (JWT_ISSUER: string) => ({
    ...{ name: 'f', assetDir: '', handler: '', timeoutSeconds: 1, memoryMb: 128 },
    environment: { JWT_ISSUER, JWT_AUDIENCE: 'newsroom', JWT_ROLES_CLAIM: 'roles' },
  });
  expect(issuerOf([told(ISSUER.issuer), told(ISSUER.issuer)])).toEqual(ISSUER);
  expect(() => issuerOf([told('a'), told('b')])).toThrow(/different/);
  expect(() => issuerOf([])).toThrow(/JWT_ISSUER/);
});
