import * as z from 'zod';

/** The events of comments that a webhook may be sent. */
export const COMMENT_EVENTS = [
  'Comment Posted',
  'Comment Published',
  'Comment Held',
  'Comment Rejected',
  'Comment Flagged',
] as const;

/** Where a stage sends events of comments, as an entry of `webhooks` in `cdk.json`. */
export const webhook = z.strictObject({
  /** What logs and secrets know it by. */
  name: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'lowercase letters, digits and hyphens'),
  url: z.url({ protocol: /^https?$/ }),
  events: z
    .array(z.enum(COMMENT_EVENTS))
    .min(1)
    .default([...COMMENT_EVENTS]),
  /** Whether it may stand at a private address; elsewhere names that lead to one are refused. */
  privateNetwork: z.boolean().default(false),
});

/** The same with the secrets that sign what it is sent, two while they rotate. */
export const signedWebhook = webhook.extend({ secrets: z.array(z.string().min(16)).min(1).max(2) });

export type SignedWebhook = z.infer<typeof signedWebhook>;

export const parseWebhooks = (json: string): SignedWebhook[] => z.array(signedWebhook).parse(JSON.parse(json));
