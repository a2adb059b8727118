import type * as z from 'zod';
import type { auditEntry } from './answers.ts';
import type { AuditEntry, AuditQuery } from './ports.ts';
import type { auditQuery } from './requests.ts';
import { posterNamed } from './set-standing.ts';

type Selection = Omit<z.output<typeof auditQuery>, 'cursor' | 'limit'>;

/** What is asked for; the query's schema has seen to it that it is one thing. */
export function auditQueryOf({ moderator, commentId, userId, articleId, of }: Selection): AuditQuery {
  if (moderator !== undefined) return { moderator };
  if (commentId !== undefined) return { commentId };
  if (userId !== undefined) return { poster: posterNamed(userId) };
  if (articleId !== undefined) return { articleId };
  return of ?? 'all';
}

export function auditView(entry: AuditEntry): z.infer<typeof auditEntry> {
  if ('act' in entry) {
    const { subject, ...act } = entry.act;
    return { ...act, ...(subject !== '' && { id: subject }) };
  }
  const { id: _, ...decision } = entry.decision;
  return { kind: 'comment', ...decision };
}
