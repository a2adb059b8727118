import * as z from 'zod';
import { comment } from '../../../shared/comment/comment.ts';
import { decision } from '../../../shared/comment/comment-change.ts';
import { flagReason } from '../../../shared/comment/flag.ts';
import { mode } from '../../../shared/comment/moderation-settings.ts';
import { listOf } from '../../../shared/http/list.ts';
import { removed } from '../../../shared/person/erasure.ts';
import { instant } from '../../../shared/time.ts';

/** A comment with all that is kept of it, but for what opens it. */
export const keptComment = comment
  .omit({ schemaVersion: true, editNonce: true, editTokenHash: true, fingerprint: true, textHash: true })
  .extend({
    kind: z.literal('comment'),
    earlierTexts: z.array(z.object({ revision: z.int(), text: z.string(), at: instant })),
    decisions: z.array(decision.omit({ id: true, commentId: true, by: true })),
  });

const keptLike = z.object({ kind: z.literal('like'), commentId: z.string() });

const keptFlag = z.object({
  kind: z.literal('flag'),
  commentId: z.string(),
  revision: z.int(),
  reason: flagReason,
  note: z.string().exactOptional(),
  at: instant,
});

const keptStanding = z.object({
  banned: z.boolean().exactOptional(),
  suspendedUntil: instant.exactOptional(),
  mode: mode.exactOptional(),
  hideHistory: z.boolean().exactOptional(),
  reason: z.string().exactOptional(),
  at: instant,
});

/** A page of what is kept of someone. */
export const personalData = listOf(z.union([keptComment, keptLike, keptFlag]))
  .extend({
    poster: z.string().meta({ description: 'By what the newsroom knows the caller.' }),
    standing: keptStanding.nullable().meta({ description: 'What moderators have set of the caller.' }),
  })
  .meta({ id: 'PersonalData' });

export type PersonalDataPage = z.infer<typeof personalData>;

export const erasureReceipt = z
  .object({
    id: z.string(),
    requestedAt: instant,
    removed: z.object({
      comments: removed.shape.comments.unwrap(),
      earlierTexts: removed.shape.earlierTexts.unwrap(),
      likes: removed.shape.likes.unwrap(),
      flags: removed.shape.flags.unwrap(),
      standing: removed.shape.standing.unwrap(),
    }),
    pending: z.array(z.string()).meta({ description: 'What goes within minutes, or by the same request again.' }),
    notReachedYet: z.array(z.object({ what: z.string(), until: instant })),
    kept: z.array(z.object({ what: z.string(), why: z.string() })),
  })
  .meta({ id: 'ErasureReceipt' });

export type ErasureReceipt = z.infer<typeof erasureReceipt>;
