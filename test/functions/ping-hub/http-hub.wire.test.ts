import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { HttpHub } from '../../../functions/ping-hub/adapters/http-hub.ts';
import { startHub } from '../../hub.ts';

const TOPICS = ['https://news.example/feeds/all/rss.xml', 'https://news.example/feeds/tag/a%26b/atom.xml'];

describe('telling a hub', () => {
  it('sends a form that names all topics, and takes any success for one', async () => {
    const hub = await startHub({ statuses: [204, 200, 202] });
    for (let i = 0; i < 3; i++) await new HttpHub(hub.url).publish(TOPICS);
    await hub.stop();
    expect(hub.pings).toMatchObject(Array(3).fill({ mode: 'publish', topics: TOPICS }));
    expect(hub.pings[0]?.contentType).toMatch(/^application\/x-www-form-urlencoded/);
  });

  it.each([400, 404, 429, 500, 503])('rejects when it answers %i', async (status) => {
    const hub = await startHub({ statuses: [status] });
    await expect(new HttpHub(hub.url).publish(TOPICS)).rejects.toMatchObject({ code: 'hub-refused' });
    await hub.stop();
  });

  it('rejects when nobody is there, and when nobody answers in time', async () => {
    await expect(new HttpHub('http://127.0.0.1:1/').publish(TOPICS)).rejects.toThrow();
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
    await expect(new HttpHub(url, 50).publish(TOPICS)).rejects.toMatchObject({ name: 'TimeoutError' });
    silent.closeAllConnections();
    silent.close();
  });
});
