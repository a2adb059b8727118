import { describe, expect, it } from 'vitest';
import { stage, stageFrom } from '../../infra/stage.ts';
import { context, stageNamed } from './stack-under-test.ts';

const asked = (extra: Record<string, unknown>) => (key: string) => ({ ...context, ...extra })[key];

describe('stageFrom', () => {
  it('takes dev unless told otherwise', () => {
    expect(stageFrom(asked({})).name).toBe('dev');
    expect(stageFrom(asked({ stage: 'prod' }))).toMatchObject({ name: 'prod', stage: { protectData: true } });
  });

  it('lets the context say where the site is', () => {
    expect(stageFrom(asked({ stage: 'local', siteUrl: 'http://127.0.0.1:4100' })).stage.siteUrl).toBe(
      'http://127.0.0.1:4100',
    );
  });

  it('names the stages there are when asked for another', () => {
    expect(() => stageFrom(asked({ stage: 'staging' }))).toThrow(
      /No stage staging in cdk.json; there are local, dev, prod/,
    );
    expect(() => stageFrom(asked({ stage: 'toString'.toLowerCase() }))).toThrow(/No stage/);
    expect(() => stageFrom(asked({ stage: 'No Stage' }))).toThrow(/lowercase/);
  });
});

describe('stage', () => {
  it.each([
    ['an unknown setting', { colour: 'red' }],
    ['a site with a slash at its end', { siteUrl: 'https://news.example/' }],
    ['a site that is not one', { siteUrl: 'ftp://news.example' }],
    ['a retention that CloudWatch does not know', { logs: { level: 'INFO', retentionDays: 8 } }],
    ['a window beyond five minutes', { batchingWindowSeconds: 301 }],
    ['a third secret', { originSecrets: { sends: 'c' } }],
    [
      'an issuer that is neither URL nor path',
      { jwt: { issuer: 'me', audience: 'a', jwksUri: '/jwks', rolesClaim: 'r' } },
    ],
  ])('refuses %s', (_, settings) => {
    expect(stage.safeParse({ ...stageNamed('dev'), ...settings }).success).toBe(false);
  });
});
