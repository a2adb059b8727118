import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { SendWebhook } from '../../../events/send-webhook.ts';
import { HttpCarrier } from '../../../functions/send-webhooks/adapters/http-carrier.ts';
import { isPrivate } from '../../../functions/send-webhooks/adapters/private-addresses.ts';
import { sendWebhooks } from '../../../functions/send-webhooks/send-webhooks.ts';
import { parseWebhooks, type SignedWebhook } from '../../../shared/webhook.ts';
import { startReceiver } from './webhook-receiver.ts';

const now = new Date('2026-11-24T07:00:00.500Z');
const flagged = readFileSync('events/samples/comment-flagged.json', 'utf8');
const eventId = 'comment/k3nqv7zr2hxw4ydm/2/flagged/2026-11-24T07:40:12.700Z/1';
const secrets = ['first-secret-of-two', 'second-secret-of-two'];

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

async function receiver(...args: Parameters<typeof startReceiver>) {
  const started = await startReceiver(...args);
  stops.push(started.stop);
  return started;
}

const hookTo = (url: string, changes: object = {}): SignedWebhook[] =>
  parseWebhooks(JSON.stringify([{ name: 'desk', url, privateNetwork: true, secrets, ...changes }]));

/** Runs a queue's messages until none is left, each as often as it fails, five times at most. */
async function run(hooks: SignedWebhook[], first: string): Promise<{ dead: string[] }> {
  const waiting = [{ body: first, tries: 0 }];
  const dead: string[] = [];
  const queue = {
    send: async (message: SendWebhook) => void waiting.push({ body: JSON.stringify(message), tries: 0 }),
  };
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  for (let message = waiting.shift(); message; message = waiting.shift()) {
    const event = { Records: [{ messageId: 'm', body: message.body }] };
    const { batchItemFailures } = await sendWebhooks(event, {
      hooks,
      carrier: new HttpCarrier(200),
      queue,
      clock: () => now,
      log,
    });
    if (batchItemFailures.length === 0) continue;
    if (++message.tries < 5) waiting.push(message);
    else dead.push(message.body);
  }
  return { dead };
}

describe('sending webhooks', () => {
  it('sends an event once it is taken, after two failures with the same body and id', async () => {
    const desk = await receiver([500, 503, 204]);
    expect(await run(hookTo(desk.url), flagged)).toEqual({ dead: [] });
    expect(desk.received).toHaveLength(3);
    expect(new Set(desk.received.map(({ body }) => body)).size).toBe(1);
    const body = JSON.parse(desk.received[2]?.body ?? '');
    expect(body).toMatchObject({ id: eventId, type: 'Comment Flagged', detail: { flagCount: 1, revision: 2 } });
  });

  it('signs time and body with both secrets', async () => {
    const desk = await receiver([200]);
    await run(hookTo(desk.url), flagged);
    const [{ body = '', signature } = {}] = desk.received;
    const t = Math.floor(now.getTime() / 1000);
    const hex = (secret: string) => createHmac('sha256', secret).update(`${t}.${body}`).digest('hex');
    expect(signature).toBe(`t=${t},v1=${hex('first-secret-of-two')},v1=${hex('second-secret-of-two')}`);
  });

  it('sends the same again to nobody else when one does not take it, and gives that one up', async () => {
    const [bad, good] = [await receiver([500]), await receiver([200])];
    const { dead } = await run([...hookTo(bad.url), ...hookTo(good.url, { name: 'other' })], flagged);
    expect([bad.received.length, good.received.length, dead.length]).toEqual([5, 1, 1]);
  });

  it('sends what is asked for, and nothing to a webhook that is gone', async () => {
    const desk = await receiver([200]);
    await run(hookTo(desk.url, { events: ['Comment Posted'] }), flagged);
    const event = { id: 'e', type: 'Comment Posted', at: '', detail: {} };
    expect(await run([], JSON.stringify({ type: 'send-webhook', to: 'desk', event }))).toEqual({ dead: [] });
    expect(desk.received).toEqual([]);
  });

  it('follows no redirect', async () => {
    const target = await receiver([200]);
    const desk = await receiver([307], { location: target.url });
    expect((await run(hookTo(desk.url), flagged)).dead).toHaveLength(1);
    expect(target.received).toEqual([]);
  });

  it('gives up on who does not answer in time', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    stops.push(() => {
      silent.closeAllConnections();
      silent.close();
    });
    const address = silent.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
    await expect(new HttpCarrier(50).post({ url, privateNetwork: true }, '', {})).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it.each(['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]'])('sends nothing to %s', async (host) => {
    const desk = await receiver([200]);
    const url = `http://${host}:${desk.port}/`;
    await expect(new HttpCarrier().post({ url, privateNetwork: false }, '', {})).rejects.toMatchObject({
      code: 'webhook-refused',
    });
    expect(desk.received).toEqual([]);
  });

  it('tells private addresses from public ones', () => {
    const own = ['10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', 'fd00::1', 'fe80::1', '::'];
    expect(own.filter((address) => !isPrivate(address))).toEqual([]);
    expect(['8.8.8.8', '172.32.0.1', '2606:4700::1'].filter(isPrivate)).toEqual([]);
  });
});
