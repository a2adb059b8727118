/** What a function is told through its environment: set by the construct that binds the resource, read here and nowhere else. */
export type Variable =
  | 'EDITORIAL_TABLE'
  | 'DISCUSSION_TABLE'
  | 'UPLOADS_BUCKET'
  | 'CONTENT_BUCKET'
  | 'PUBLIC_BUCKET'
  | 'UPLOAD_QUEUE_URL'
  | 'IMAGE_QUEUE_URL'
  | 'DISCUSSION_QUEUE_URL'
  | 'HUB_QUEUE_URL'
  | 'HUB_URL'
  | 'WEBHOOK_QUEUE_URL'
  | 'WEBHOOKS'
  | 'EVENT_BUS'
  | 'DISTRIBUTION_ID'
  | 'SITE_URL'
  | 'SETTINGS'
  | 'JWT_ISSUER'
  | 'JWT_AUDIENCE'
  | 'JWT_JWKS_URI'
  | 'JWT_ROLES_CLAIM'
  | 'ORIGIN_SECRETS';

/** The values of these variables. Throws at once, naming every one that is missing: a wiring fault must not wait for its first use. */
export function environment<V extends Variable>(...names: V[]): Record<V, string> {
  const missing = names.filter((name) => !process.env[name]);
  if (missing.length > 0) throw new Error(`Environment variables not set: ${missing.join(', ')}`);
  return Object.fromEntries(names.map((name) => [name, process.env[name]])) as Record<V, string>;
}

/** The value of a variable that a stage may leave out. */
export const optionalVariable = (name: Variable): string | undefined => process.env[name] || undefined;
