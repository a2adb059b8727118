import * as z from 'zod';
import type { CommentSettings } from '../../shared/comment/moderation-settings.ts';
import { type Finding, ruling } from '../../shared/comment/trace.ts';
import type { Check } from './ports.ts';

const answer = z.object({
  ruling: z.union([ruling, z.literal('publish')]),
  detail: z.string().max(200).exactOptional(),
});

const MAX_ANSWER_BYTES = 10_000;

/**
 * Asks the stage's service about a text: POST `{ "text": … }` to its URL, and nothing of who wrote it. It answers
 * `{ "ruling": "publish" | "hold" | "reject" | "spam", "detail"? }`. Whatever else comes, or nothing in time, holds the comment.
 */
export const externalCheck =
  ({ url, timeoutMs }: NonNullable<CommentSettings['externalCheck']>): Check =>
  async (text): Promise<Finding | undefined> => {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text }),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (!response.ok) return held(`status ${response.status}`);
      const body = await response.text();
      const parsed = answer.safeParse(JSON.parse(body.slice(0, MAX_ANSWER_BYTES)));
      if (!parsed.success) return held('not understood');
      const { ruling: says, detail } = parsed.data;
      return says === 'publish'
        ? undefined
        : { rule: 'external', ruling: says, ...(detail !== undefined && { detail }) };
    } catch {
      return held('no answer');
    }
  };

const held = (detail: string): Finding => ({ rule: 'external', ruling: 'hold', detail });
