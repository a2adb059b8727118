import { createHash } from 'node:crypto';
import type * as z from 'zod';
import type { Comment } from '../../shared/comment/comment.ts';
import { actorOf, isCommentId } from '../../shared/comment/comment-id.ts';
import type { Flag } from '../../shared/comment/flag.ts';
import type { IdempotencyKey } from '../../shared/http/idempotency-key.ts';
import { unavailable, unprocessable } from '../../shared/http/problem.ts';
import { toInstant } from '../../shared/time.ts';
import { requireOpenArticle } from './article-standing.ts';
import { noSuchComment } from './find-comment.ts';
import { type HoldDeps, holdIfFlaggedOften } from './hold-flagged.ts';
import { refusalOf } from './pipeline/receive.ts';
import type { Articles, Flags, Moderation } from './ports.ts';
import { problemOf } from './reception.ts';
import type { newFlag } from './requests.ts';

export interface FlagRequest {
  commentId: string | undefined;
  /** As `Comment.poster`. */
  poster: string;
  body: z.output<typeof newFlag>;
  idempotencyKey: IdempotencyKey;
}

export interface FlagDeps extends HoldDeps {
  moderation: HoldDeps['moderation'] & Pick<Moderation, 'standing'>;
  articles: Articles;
  flags: Flags;
}

const ATTEMPTS = 8;

/**
 * Flags a PUBLISHED comment, once a person and text: who has done so before is answered with that flag, and `isNew` false unless this is
 * the same request again. Another flag under its Idempotency-Key is a 422; of who is banned or suspended none is taken. Where the discussion is moderated in reaction to
 * readers a comment that enough of them have flagged is held.
 *
 * Requests: one read of the comment and the flag, one each of the article and of the reader’s standing, one transaction; in mode `reactive` one read more, and
 * one transaction for the flag that holds it.
 */
export async function flagComment(
  { commentId = '', poster, body, idempotencyKey }: FlagRequest,
  deps: FlagDeps,
  now: Date,
): Promise<{ flag: Flag; isNew: boolean }> {
  const actor = actorOf(poster);
  const request = idempotencyKey.given ? { request: hash(idempotencyKey.value) } : {};
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const { comment, flag: earlier } = isCommentId(commentId) ? await deps.flags.find(commentId, actor) : {};
    if (comment && earlier?.revision === comment.revision) {
      const isNew = isSameRequest(earlier, { ...body, ...request });
      await holdIfFlaggedOften(comment.id, deps, now);
      return { flag: earlier, isNew };
    }
    if (comment?.status !== 'PUBLISHED') throw noSuchComment();
    const at = toInstant(now);
    const [standing] = await Promise.all([
      deps.moderation.standing(poster),
      requireOpenArticle(deps.articles, comment.articleId, now),
    ]);
    // Who may say nothing has no say in what others say: flags can hold a comment.
    const refusal = refusalOf(standing, at);
    if (refusal) throw problemOf(refusal);
    const flag = newFlagOf(comment, { ...body, ...request, at });
    if (await deps.flags.add(flag, actor, comment, earlier)) {
      await holdIfFlaggedOften(comment.id, deps, now);
      return { flag, isNew: true };
    }
  }
  throw unavailable('discussion-busy', 'Too much happens to this comment at once. Try again.');
}

type Said = Pick<Flag, 'reason' | 'note' | 'request'>;

const newFlagOf = ({ id, revision }: Comment, said: Said & Pick<Flag, 'at'>): Flag => ({
  schemaVersion: 1,
  commentId: id,
  revision,
  ...said,
});

/** Whether this very request has made the flag. Throws a 422 where its key was used for another flag on the comment. */
function isSameRequest(earlier: Flag, { reason, note, request }: Said): boolean {
  if (request === undefined || earlier.request !== request) return false;
  if (earlier.reason === reason && earlier.note === note) return true;
  throw unprocessable('idempotency-key-reused', 'This Idempotency-Key was used for another flag.');
}

const hash = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);
