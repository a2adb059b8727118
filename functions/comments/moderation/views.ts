import type * as z from 'zod';
import type { Commenting } from '../../../shared/comment/commenting.ts';
import { type Standing, suspendedAt } from '../../../shared/comment/standing.ts';
import type { HistoryMove } from '../../../shared/person/history-move.ts';
import type { Instant } from '../../../shared/time.ts';
import type { Reviewed } from '../pipeline/history.ts';
import type { ArticleCommenting, PosterStanding, settingsVersion } from './answers.ts';
import type { RulesVersion } from './ports.ts';
import { reviewsOf } from './queued-comments.ts';

interface Known {
  standing: Standing | undefined;
  history: HistoryMove | undefined;
  reviewed: readonly Reviewed[];
}

export function standingView(poster: string, { standing, history, reviewed }: Known, now: Instant): PosterStanding {
  return {
    id: poster,
    revision: standing?.revision ?? 0,
    banned: standing?.banned ?? false,
    suspendedUntil: suspendedAt(standing, now) ?? null,
    mode: standing?.mode ?? null,
    premod: standing?.mode === 'pre',
    hideHistory: standing?.hideHistory ?? false,
    reason: standing?.reason ?? null,
    by: standing?.by ?? null,
    at: standing?.at ?? null,
    ...reviewsOf(reviewed),
    history: history ? viewOf(history) : null,
  };
}

const viewOf = ({ hidden, changed, passes, at }: HistoryMove) => ({ hidden, changed, done: passes > 0, at });

export const commentingView = (articleId: string, c: Commenting | undefined): ArticleCommenting => ({
  articleId,
  revision: c?.revision ?? 0,
  mode: c?.mode ?? null,
  closed: c?.closedAt !== undefined,
  closedAt: c?.closedAt ?? null,
  closesAt: c?.closesAt ?? null,
  by: c?.by ?? null,
  at: c?.at ?? null,
});

export const settingsView = ({ version, rules, set }: RulesVersion): z.infer<typeof settingsVersion> => ({
  ...rules,
  version,
  by: set?.by ?? null,
  at: set?.at ?? null,
});
