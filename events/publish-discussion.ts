import * as z from 'zod';

/**
 * A message of the discussion queue: an article's snapshot and comment feeds may not be what the tables say. With `after`, the
 * number of the last publication that had begun before whoever asks had seen the change: a later one that is complete has it.
 */
export const publishDiscussion = z.object({
  type: z.literal('publish-discussion'),
  articleId: z.string(),
  after: z.number().int().min(0).exactOptional(),
});

export type PublishDiscussion = z.infer<typeof publishDiscussion>;
