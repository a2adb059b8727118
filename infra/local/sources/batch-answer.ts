import * as z from 'zod';
import type { Outcome } from '../lambda/environment.ts';

const answer = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish() })
  .nullish();

/**
 * Which records of a batch failed, by their identifiers, as AWS reads a function's answer: all of them when the function
 * failed, when the answer is no such list or names a record that is not in the batch; none when nothing is reported.
 */
export function failuresOf(outcome: Outcome, identifiers: string[], reports: boolean): string[] {
  if (!outcome.ok) return identifiers;
  if (!reports) return [];
  const parsed = answer.safeParse(JSON.parse(outcome.payload));
  // A string, which a handler that returns nothing of use may give, reports nothing.
  if (!parsed.success) return typeof JSON.parse(outcome.payload) === 'object' ? identifiers : [];
  const failed = (parsed.data?.batchItemFailures ?? []).map((failure) => failure.itemIdentifier);
  return failed.every((id) => identifiers.includes(id)) ? failed : identifiers;
}
