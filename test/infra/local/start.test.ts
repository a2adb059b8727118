import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { descendants, isAlive, type NewsroomProcess, startNewsroom, temporaryState } from './newsroom-process.ts';

const { state, remove } = temporaryState();
let newsroom: NewsroomProcess;
let siteUrl: string;

const ready = async () => (await newsroom.printed(/^newsroom ready: (http:\/\/127\.0\.0\.1:\d+)$/m))[1] ?? '';

beforeAll(async () => {
  newsroom = startNewsroom(state, {}, ['--empty']);
  siteUrl = await ready();
}, 120_000);

afterAll(async () => {
  newsroom.child.kill('SIGKILL');
  await newsroom.ended;
  remove();
});

describe('once it is ready', () => {
  test('serves the API of the functions, through the CDN and its secret', async () => {
    const response = await fetch(`${siteUrl}/api/articles`);
    expect([response.status, await response.json()]).toEqual([200, { items: [], next: null }]);
  });

  test('publishes the keys of its issuer', async () => {
    const response = await fetch(`${siteUrl}/.local-issuer/jwks.json`);
    expect(await response.json()).toMatchObject({ keys: [{ kty: 'RSA', alg: 'RS256', use: 'sig' }] });
  });

  test('tells a newcomer what to open and what to type', () => {
    expect(newsroom.output()).toContain(`${siteUrl}/feeds/all/rss.xml`);
    expect(newsroom.output()).toContain('npm run upload -- FILE');
  });

  test('refuses a second one on the same state, and says where the first is', async () => {
    const second = startNewsroom(state);
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(siteUrl);
  });
});

test.each(['PORT', 'S3_PORT'])('a taken %s is one line that names it', async (variable) => {
  const taken = createServer();
  const port = await new Promise<number>((resolve) => {
    taken.listen(0, '127.0.0.1', () => {
      const address = taken.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  const other = temporaryState();
  const refused = startNewsroom(other.state, { [variable]: String(port) });
  expect(await refused.ended).toBe(1);
  expect(refused.output()).toMatch(new RegExp(`^Port ${port} is in use: .*${variable}=.*\\n$`));
  taken.close();
  other.remove();
});

test('killed, it leaves no process behind; started again, it finds what it had, and ends when asked', async () => {
  const children = descendants(newsroom.child.pid ?? 0);
  expect(children.length).toBeGreaterThan(0);
  newsroom.child.kill('SIGKILL');
  await newsroom.ended;
  await vi.waitFor(() => expect(children.filter(isAlive)).toEqual([]), { timeout: 5000 });

  newsroom = startNewsroom(state, { PORT: new URL(siteUrl).port }, ['--empty']);
  expect(await ready()).toBe(siteUrl);
  expect(newsroom.output()).toContain('of the last start');
  const asked = Date.now();
  newsroom.child.kill('SIGTERM');
  expect(await newsroom.ended).toBe(0);
  expect(Date.now() - asked).toBeLessThan(8000);
  expect(newsroom.output()).toMatch(/newsroom ended\n$/);
}, 120_000);
