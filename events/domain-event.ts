import * as z from 'zod';
import { articleCorrected, articlePublished, articleUpdated, articleWithdrawn } from './article-events.ts';
import { commentFlagged, commentHeld, commentPosted, commentPublished, commentRejected } from './comment-events.ts';

/** Who speaks on the bus. The same on every stage, each of which has a bus of its own. */
export const EVENT_SOURCE = 'newsroom';

/** An event as EventBridge delivers it. `id`, of the envelope, is another at each delivery: an event is known by `detail.id`. */
const delivered = <T extends string, D extends z.ZodType>(type: T, detail: D) =>
  z.object({
    version: z.literal('0'),
    id: z.string(),
    'detail-type': z.literal(type),
    source: z.literal(EVENT_SOURCE),
    account: z.string(),
    /** In whole seconds. */
    time: z.iso.datetime(),
    region: z.string(),
    resources: z.array(z.string()),
    detail,
  });

/** All that the newsroom tells others: at least once, in no promised order. Later versions may add members and types. */
export const domainEvent = z.discriminatedUnion('detail-type', [
  delivered('Article Published', articlePublished),
  delivered('Article Updated', articleUpdated),
  delivered('Article Corrected', articleCorrected),
  delivered('Article Withdrawn', articleWithdrawn),
  delivered('Comment Posted', commentPosted),
  delivered('Comment Published', commentPublished),
  delivered('Comment Held', commentHeld),
  delivered('Comment Rejected', commentRejected),
  delivered('Comment Flagged', commentFlagged),
]);

type Delivered = z.infer<typeof domainEvent>;

/** What the newsroom says of an event; the rest of the envelope is the bus's to say. */
export type DomainEvent = {
  [T in Delivered['detail-type']]: { type: T; detail: DetailOf<T> };
}[Delivered['detail-type']];

type DetailOf<T> = Extract<Delivered, { 'detail-type': T }>['detail'];
