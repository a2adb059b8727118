import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { authenticator } from '../../../shared/http/authenticate.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });

const jwk = (key: KeyObject, more: object) => ({ ...key.export({ format: 'jwk' }), ...more });
const keys = [
  jwk(rsa.publicKey, { kid: 'rsa', use: 'sig', alg: 'RS256' }),
  jwk(rsa.publicKey, { kid: 'rsa-any', use: 'sig' }),
  jwk(rsa.publicKey, { kid: 'encryption', use: 'enc', alg: 'RS256' }),
  jwk(ec.publicKey, { kid: 'ec', use: 'sig', alg: 'ES256' }),
];

const policy = {
  issuer: 'https://issuer.example',
  audience: 'newsroom',
  jwksUri: 'https://issuer.example/jwks.json',
  rolesClaim: 'https://news.example/roles',
};

let fetches = 0;
const authenticate = authenticator(policy, {
  fetch: () => {
    fetches++;
    return Promise.resolve(new TextEncoder().encode(JSON.stringify({ keys })).buffer);
  },
});

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const seconds = Math.floor(Date.now() / 1000);
const good = { iss: policy.issuer, aud: policy.audience, sub: 'alice', name: 'Alice', exp: seconds + 60, iat: seconds };

type Signer = (signed: string) => Buffer;
const withRsa: Signer = (signed) => sign('sha256', Buffer.from(signed), rsa.privateKey);
const withEc: Signer = (signed) =>
  sign('sha256', Buffer.from(signed), { key: ec.privateKey, dsaEncoding: 'ieee-p1363' });

function token(claims: object = good, header: object = {}, signer: Signer = withRsa): string {
  const signed = `${base64url({ alg: 'RS256', typ: 'JWT', kid: 'rsa', ...header })}.${base64url(claims)}`;
  return `${signed}.${signer(signed).toString('base64url')}`;
}

describe('authenticator', () => {
  it('knows nobody without a header', async () => {
    expect(await authenticate(undefined)).toBeUndefined();
  });

  it.each([
    ['RS256', token()],
    ['ES256', token(good, { alg: 'ES256', kid: 'ec' }, withEc)],
    ['several audiences', token({ ...good, aud: ['other', policy.audience] })],
  ])('takes %s', async (_, jwt) => {
    expect(await authenticate(`Bearer ${jwt}`)).toEqual({ userId: 'alice', name: 'Alice', roles: [] });
    expect(await authenticate(`bearer  ${jwt}`)).toMatchObject({ userId: 'alice' });
  });

  it.each<[string, unknown, string[]]>([
    ['one role', 'moderator', ['moderator']],
    ['an array', ['editor', 'moderator'], ['editor', 'moderator']],
    ['roles of others', ['admin', 'Editor', 7, null], []],
    ['a list in one string', 'editor moderator', []],
    ['an object', { editor: true }, []],
  ])('reads %s from the claim that the stage names, and from no other', async (_, held, roles) => {
    const jwt = token({ ...good, [policy.rolesClaim]: held, roles: ['editor'] });
    expect((await authenticate(`Bearer ${jwt}`))?.roles).toEqual(roles);
  });

  const now = (offset: number) => seconds + offset;
  // Each is good but for one thing.
  it.each<[string, string]>([
    ['no token', 'Bearer'],
    ['another scheme', `Basic ${token()}`],
    ['something else', 'Bearer x.y.z'],
    ['two tokens', `Bearer ${token()} ${token()}`],
    ['no signature', `Bearer ${token().replace(/[^.]*$/, '')}`],
    ['alg none', `Bearer ${token(good, { alg: 'none' }, () => Buffer.alloc(0))}`],
    ['alg none with a signature', `Bearer ${token(good, { alg: 'none' })}`],
    [
      'HMAC with the public key',
      `Bearer ${token(good, { alg: 'HS256' }, (signed) =>
        createHmac('sha256', rsa.publicKey.export({ type: 'spki', format: 'pem' }))
          .update(signed)
          .digest(),
      )}`,
    ],
    [
      'RS512, which the key would allow',
      `Bearer ${token(good, { alg: 'RS512', kid: 'rsa-any' }, (s) => sign('sha512', Buffer.from(s), rsa.privateKey))}`,
    ],
    ['an algorithm that is not the key’s', `Bearer ${token(good, { alg: 'ES256' }, withEc)}`],
    ['a key for encryption', `Bearer ${token(good, { kid: 'encryption' })}`],
    ['no key id', `Bearer ${token(good, { kid: undefined })}`],
    ['another’s signature', `Bearer ${token(good, {}, (s) => sign('sha256', Buffer.from(s), stranger.privateKey))}`],
    ['a critical extension', `Bearer ${token(good, { crit: ['exp'] })}`],
    ['another issuer', `Bearer ${token({ ...good, iss: 'https://other.example' })}`],
    ['no issuer', `Bearer ${token({ ...good, iss: undefined })}`],
    ['another audience', `Bearer ${token({ ...good, aud: 'other' })}`],
    ['no audience', `Bearer ${token({ ...good, aud: undefined })}`],
    ['expiry', `Bearer ${token({ ...good, exp: now(-1) })}`],
    ['no expiry', `Bearer ${token({ ...good, exp: undefined })}`],
    ['an expiry of another type', `Bearer ${token({ ...good, exp: `${now(60)}` })}`],
    ['a time that has not come', `Bearer ${token({ ...good, nbf: now(60) })}`],
    ['no subject', `Bearer ${token({ ...good, sub: undefined })}`],
    ['an empty subject', `Bearer ${token({ ...good, sub: '' })}`],
  ])('refuses a token with %s', async (_, authorization) => {
    await expect(authenticate(authorization)).rejects.toMatchObject({
      status: 401,
      code: 'invalid-token',
      headers: { 'www-authenticate': 'Bearer realm="newsroom", error="invalid_token"' },
    });
  });

  it('fetches keys again for an unknown key id, but not for each that someone makes up', async () => {
    const before = fetches;
    for (const kid of ['a', 'b', 'c'])
      await expect(authenticate(`Bearer ${token(good, { kid })}`)).rejects.toMatchObject({ status: 401 });
    expect(fetches - before).toBeLessThanOrEqual(1);
  });

  it('says that it cannot tell when the issuer does not answer', async () => {
    const cutOff = authenticator({ ...policy, jwksUri: 'http://127.0.0.1:9/jwks.json' });
    await expect(cutOff(`Bearer ${token()}`)).rejects.toMatchObject({ status: 503, code: 'issuer-unreachable' });
  });
});
