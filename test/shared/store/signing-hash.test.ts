import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SigningHash } from '../../../shared/store/signing-hash.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

async function digestOf(chunks: Uint8Array[], secret?: string | ArrayBuffer | Uint8Array): Promise<string> {
  const hash = new SigningHash(secret);
  hash.update('what is forgotten');
  hash.reset();
  for (const chunk of chunks) hash.update(chunk);
  return hex(await hash.digest());
}

test('is SHA-256 (FIPS 180-4, of "abc")', async () => {
  expect(await digestOf([Buffer.from('abc')])).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('is HMAC-SHA-256 with a secret (RFC 4231, case 2)', async () => {
  const said = [Buffer.from('what do ya want '), Buffer.from('for nothing?')];
  expect(await digestOf(said, 'Jefe')).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
});

test('is what Node makes of any bytes, with no secret or any, once and again', async () => {
  const bytes = fc.uint8Array({ maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(fc.array(bytes), bytes, async (chunks, secret) => {
      const whole = Buffer.concat(chunks);
      expect(await digestOf(chunks)).toBe(createHash('sha256').update(whole).digest('hex'));
      const signed = createHmac('sha256', secret).update(whole).digest('hex');
      const ofLarger = Buffer.concat([Buffer.from('x'), secret, Buffer.from('y')]).subarray(1, -1);
      for (const same of [secret, secret, secret.slice().buffer, ofLarger])
        expect(await digestOf(chunks, same)).toBe(signed);
    }),
  );
});
