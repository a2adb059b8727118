import type { Route } from '../../shared/http/route.ts';

/** What this function answers. A route is added here together with its endpoint and its row in the table of roles. */
export const routes = [
  { method: 'GET', path: '/api/articles', access: 'anyone' },
  { method: 'GET', path: '/api/articles/{id}', access: 'anyone' },
  { method: 'GET', path: '/api/articles/{id}/versions', access: 'editor' },
  { method: 'POST', path: '/api/articles/{id}/correct', access: 'editor' },
  { method: 'POST', path: '/api/articles/{id}/unpublish', access: 'editor' },
  { method: 'POST', path: '/api/articles/{id}/republish', access: 'editor' },
  { method: 'POST', path: '/api/articles/{id}/kill', access: 'editor' },
  { method: 'POST', path: '/api/articles/{id}/takedown', access: 'editor' },
  { method: 'GET', path: '/api/pages/{page}', access: 'anyone' },
  { method: 'GET', path: '/api/uploads', access: 'editor' },
  { method: 'POST', path: '/api/uploads/replay', access: 'editor' },
] as const satisfies readonly Route[];
