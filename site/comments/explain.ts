import { displayTime } from '../../shared/display-time.ts';
import type { Here } from './here.ts';
import { Refused } from './refused.ts';

/** One sentence, or two, for who was refused: why, and what to do next. */
export function explain(error: unknown, { words, language, zone }: Pick<Here, 'words' | 'language' | 'zone'>): string {
  if (!(error instanceof Refused)) return words.unsent;
  const { status, code, until, retryAfter } = error;
  if (status === 429) return words.tooMany(retryAfter ?? 60);
  if (code === 'poster-suspended' && until !== undefined) return words.suspended(displayTime(until, language, zone));
  if (Object.hasOwn(words.problems, code)) return words.problems[code] ?? words.unsent;
  if (status === 401) return words.needsAccount;
  if (status === 403 || status === 404 || status === 410) return words.nothingTaken;
  return status >= 400 && status < 500 ? words.unfit : words.unsent;
}
