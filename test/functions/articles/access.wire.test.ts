import { beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../../functions/articles/routes.ts';
import { type RouteKey, routeKeyOf } from '../../../shared/http/route.ts';
import { DeskUnderTest } from './desk-under-test.ts';

const WHO = { nobody: undefined, reader: 'alice', moderator: 'mona:moderator', editor: 'ed:editor', forger: 'mallory' };

type Row = Record<keyof typeof WHO, 'in' | 401 | 403>;

const everyone: Row = { nobody: 'in', reader: 'in', moderator: 'in', editor: 'in', forger: 401 };
const editors: Row = { nobody: 401, reader: 403, moderator: 403, editor: 'in', forger: 401 };

/** A route without its row does not compile. */
const TABLE: Record<RouteKey<(typeof routes)[number]>, Row> = {
  'GET /api/articles': everyone,
  'GET /api/articles/{id}': everyone,
  'GET /api/articles/{id}/versions': editors,
  'POST /api/articles/{id}/correct': editors,
  'POST /api/articles/{id}/unpublish': editors,
  'POST /api/articles/{id}/republish': editors,
  'POST /api/articles/{id}/kill': editors,
  'POST /api/articles/{id}/takedown': editors,
  'GET /api/openapi.json': everyone,
  'GET /api/absent/{path+}': everyone,
  'GET /api/uploads': editors,
  'POST /api/uploads/replay': editors,
};

const desk = new DeskUnderTest();

beforeAll(() => desk.create());

/** A request that this route would answer with success. */
async function wellFormed(routeKey: string, who: string) {
  const key = `${routeKey} ${who}.txt`;
  if (routeKey === 'GET /api/uploads') return { query: 'outcome=quarantined' };
  if (routeKey === 'POST /api/uploads/replay') {
    await desk.take(desk.bucket.put(key, 'refused'));
    return { body: { key } };
  }
  const id = await desk.upload(key);
  return routeKey.startsWith('POST') ? { id, body: { note: 'Because.' } } : { id };
}

describe.each(routes.map(routeKeyOf))('%s', (routeKey) => {
  const row = new Map(Object.entries(TABLE)).get(routeKey);

  it.each(Object.entries(WHO))('as %s', async (who, as) => {
    const request = await wellFormed(routeKey, who);
    const { status } = await desk.call(routeKey, { ...request, ...(as !== undefined && { as }) });
    const expected = new Map(Object.entries(row ?? {})).get(who);
    if (expected === 'in') expect([200, 202, 404]).toContain(status);
    else expect(status).toBe(expected);
  });
});
