import { beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../../functions/comments/routes.ts';
import type { RouteKey } from '../../../shared/http/route.ts';
import { routeKeyOf } from '../../../shared/http/route.ts';
import { DiscussionUnderTest } from './discussion-under-test.ts';

const WHO = { nobody: undefined, reader: 'alice', moderator: 'mona:moderator', editor: 'ed:editor', forger: 'mallory' };

type Row = Record<keyof typeof WHO, 'in' | 401 | 403>;

const everyone: Row = { nobody: 'in', reader: 'in', moderator: 'in', editor: 'in', forger: 401 };
const readers: Row = { ...everyone, nobody: 401 };
const moderators: Row = { nobody: 401, reader: 403, moderator: 'in', editor: 'in', forger: 401 };

/** A route without its row does not compile. */
const TABLE: Record<RouteKey<(typeof routes)[number]>, Row> = {
  'POST /api/articles/{id}/comments': everyone,
  'GET /api/articles/{id}/comments': everyone,
  'GET /api/comments/counts': everyone,
  'GET /api/comments/{id}': everyone,
  'PATCH /api/comments/{id}': { ...readers, moderator: 403, editor: 403 },
  'DELETE /api/comments/{id}': readers,
  'GET /api/comments/{id}/replies': everyone,
  'PUT /api/comments/{id}/like': readers,
  'DELETE /api/comments/{id}/like': readers,
  'POST /api/comments/{id}/flags': readers,
  'GET /api/moderation/queues/pending': moderators,
  'POST /api/moderation/decisions': moderators,
};

const api = new DiscussionUnderTest();
let articleId = '';
let commentId = '';
/** The comment that the reader changes. */
let changedId = '';

beforeAll(async () => {
  await api.create();
  articleId = await api.article();
  commentId = (await api.post(articleId, { text: 'x' }, { as: 'alice' })).body.id;
  changedId = (await api.post(articleId, { text: 'y' }, { as: 'alice' })).body.id;
});

function wellFormed(routeKey: string, as: string | undefined) {
  const id = routeKey.includes('/articles/') ? articleId : commentId;
  const query = routeKey.endsWith('counts') ? `articleIds=${articleId}` : '';
  if (routeKey.startsWith('PATCH')) return { id: changedId, body: { text: 'z', revision: 1 } };
  if (routeKey === 'DELETE /api/comments/{id}') return { id: changedId };
  if (routeKey.endsWith('flags')) return { id, body: { reason: 'spam' } };
  if (routeKey.endsWith('decisions')) return { body: { items: [{ commentId, revision: 1, decision: 'approve' }] } };
  if (!routeKey.startsWith('POST')) return { id, query };
  return { id, body: { text: 'x', ...(as === undefined && { author: { name: 'G', email: 'g@example.com' } }) } };
}

describe.each(routes.map(routeKeyOf))('%s', (routeKey) => {
  const row = new Map(Object.entries(TABLE)).get(routeKey);

  it.each(Object.entries(WHO))('as %s', async (who, as) => {
    const { status } = await api.call(routeKey, { ...wellFormed(routeKey, as), ...(as !== undefined && { as }) });
    const expected = new Map(Object.entries(row ?? {})).get(who);
    if (expected === 'in') expect([200, 201, 204]).toContain(status);
    else expect(status).toBe(expected);
  });
});
