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
  'GET /api/moderation/queues/{id}': moderators,
  'POST /api/moderation/decisions': moderators,
  'PATCH /api/moderation/comments/{id}': moderators,
  'GET /api/moderation/users/{id}': moderators,
  'PUT /api/moderation/users/{id}': moderators,
  'GET /api/moderation/articles/{id}': moderators,
  'PUT /api/moderation/articles/{id}': moderators,
  'GET /api/moderation/settings': moderators,
  'PUT /api/moderation/settings': moderators,
  'POST /api/moderation/settings/dry-run': moderators,
  'GET /api/moderation/audit': moderators,
  'POST /api/moderation/people/data': { ...moderators, moderator: 403 },
  'POST /api/moderation/people/erasure': { ...moderators, moderator: 403 },
  'GET /api/users/me/data': readers,
  'DELETE /api/users/me': readers,
};

const api = new DiscussionUnderTest();
let articleId = '';
let commentId = '';
/** The version that whoever may set the settings changes. */
let settings = 0;
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
  if (routeKey.includes('/queues/')) return { id: 'reported' };
  if (routeKey.includes('/users/'))
    return { id: 'bob', body: routeKey.startsWith('PUT') ? { premod: false } : undefined };
  if (routeKey === 'PUT /api/moderation/articles/{id}') return { id, body: { closed: false } };
  if (routeKey === 'PUT /api/moderation/settings') return { body: { version: settings } };
  if (routeKey.endsWith('dry-run')) return { body: { settings: {} } };
  if (routeKey.includes('/people/')) return { body: { email: 'nobody@example.com' } };
  if (routeKey.endsWith('audit')) return { query: `commentId=${commentId}` };
  if (routeKey === 'PATCH /api/moderation/comments/{id}') return { id, body: { featured: true, revision: 1 } };
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
    if (routeKey === 'PUT /api/moderation/settings' && status === 200) settings++;
    const expected = new Map(Object.entries(row ?? {})).get(who);
    if (expected === 'in') expect([200, 201, 204]).toContain(status);
    else expect(status).toBe(expected);
  });
});
