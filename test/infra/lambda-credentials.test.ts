import { afterEach, describe, expect, it, vi } from 'vitest';
import { defaultProvider } from '../../infra/lambda-credentials.ts';

afterEach(() => vi.unstubAllEnvs());

describe('the credentials of a bundle', () => {
  it('are those that Lambda gives', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'id');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'key');
    vi.stubEnv('AWS_SESSION_TOKEN', 'token');
    expect(await defaultProvider()()).toEqual({ accessKeyId: 'id', secretAccessKey: 'key', sessionToken: 'token' });
  });

  it('need no session token, as the local host gives none', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
    vi.stubEnv('AWS_SESSION_TOKEN', undefined);
    expect(await defaultProvider()()).toEqual({ accessKeyId: 'local', secretAccessKey: 'local' });
  });

  it('are missed in so many words', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    await expect(defaultProvider()()).rejects.toThrow('No credentials in the environment');
  });
});
