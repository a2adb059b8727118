import type * as z from 'zod';
import type { Comment, CommentStatus } from '../../../shared/comment/comment.ts';
import type { ModerationRules } from '../../../shared/comment/moderation-settings.ts';
import { receive } from '../pipeline/receive.ts';
import { type RuleBook, ruleBook } from '../pipeline/rule-book.ts';
import type { dryRunResult } from './answers.ts';

type Result = z.infer<typeof dryRunResult>;

const EXAMPLES = 10;

const STRICTNESS: Record<CommentStatus, number> = { PUBLISHED: 0, PENDING: 1, REJECTED: 2, SPAM: 3 };

/**
 * What rules would have made of comments, the newest first, and how that differs from what those in force make of them. Asked are the
 * rules that look at a text and at what kind of poster it is from; those that look at who it was, at what else was said or at the clock are
 * left out, since they would answer for another time.
 */
export function dryRun(comments: readonly Comment[], proposed: ModerationRules, current: ModerationRules): Result {
  const [to, from] = [textRules(proposed), textRules(current)];
  const all = comments.map((c) => ({ id: c.id, to: statusUnder(c, to), from: statusUnder(c, from) }));
  type Each = (typeof all)[number];
  const some = (which: (each: Each) => boolean) => {
    const found = all.filter(which);
    return { count: found.length, examples: found.slice(0, EXAMPLES).map(({ id }) => id) };
  };
  return {
    examined: all.length,
    proposed: verdicts(all.map((each) => each.to)),
    current: verdicts(all.map((each) => each.from)),
    held: some((each) => each.to === 'PENDING'),
    rejected: some((each) => each.to === 'REJECTED'),
    changes: {
      stricter: some((each) => STRICTNESS[each.to] > STRICTNESS[each.from]),
      milder: some((each) => STRICTNESS[each.to] < STRICTNESS[each.from]),
    },
  };
}

function textRules({ closeAfterDays: _, ...rules }: ModerationRules): RuleBook {
  return ruleBook(0, {
    ...rules,
    repeatMinutes: 0,
    newcomers: { ...rules.newcomers, hold: false },
    rejectionRate: { ...rules.rejectionRate, hold: false },
  });
}

function statusUnder(c: Comment, book: RuleBook): CommentStatus {
  const received = receive(
    {
      id: c.id,
      articleId: c.articleId,
      text: c.text,
      textHash: c.textHash ?? '',
      at: c.createdAt,
      isGuest: c.email !== undefined,
      isStaff: c.badge !== undefined,
      fillsTrap: false,
      wasStopped: false,
    },
    { book, publishedAt: c.createdAt, history: { said: [], reviewed: [] } },
  );
  return 'refused' in received ? 'REJECTED' : received.status;
}

const verdicts = (statuses: readonly CommentStatus[]) => {
  const count = (status: CommentStatus) => statuses.filter((each) => each === status).length;
  return {
    held: count('PENDING'),
    rejected: count('REJECTED'),
    spam: count('SPAM'),
    published: count('PUBLISHED'),
  };
};
