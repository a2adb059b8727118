/** The OpenAPI document: where the API serves it, and the name of the file beside a bundle that it is served from. */
export const API_DESCRIPTION = {
  path: '/api/openapi.json',
  type: 'application/json',
  file: 'openapi.json',
} as const;
