import * as z from 'zod';

/** What a webhook is sent as its body, and known by: the same id however often it comes. */
export const webhookEvent = z.object({
  id: z.string(),
  type: z.string(),
  at: z.string(),
  detail: z.record(z.string(), z.unknown()),
});

export type WebhookEvent = z.infer<typeof webhookEvent>;

/** A message of the webhook queue: this event is for this one of the stage's webhooks. */
export const sendWebhook = z.object({ type: z.literal('send-webhook'), to: z.string(), event: webhookEvent });

export type SendWebhook = z.infer<typeof sendWebhook>;
