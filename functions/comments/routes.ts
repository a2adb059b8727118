import type { Route } from '../../shared/http/route.ts';

/** What this function answers. A route is added here together with its endpoint and its row in the table of roles. */
export const routes = [
  { method: 'POST', path: '/api/articles/{id}/comments', access: 'anyone' },
  { method: 'GET', path: '/api/articles/{id}/comments', access: 'anyone' },
  { method: 'GET', path: '/api/comments/counts', access: 'anyone' },
  { method: 'GET', path: '/api/comments/{id}', access: 'anyone' },
  { method: 'GET', path: '/api/comments/{id}/replies', access: 'anyone' },
  { method: 'GET', path: '/api/moderation/queues/pending', access: 'moderator' },
  { method: 'POST', path: '/api/moderation/decisions', access: 'moderator' },
] as const satisfies readonly Route[];
