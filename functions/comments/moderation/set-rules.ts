import type { ModerationRules } from '../../../shared/comment/moderation-settings.ts';
import { Problem } from '../../../shared/http/problem.ts';
import { toInstant } from '../../../shared/time.ts';
import type { RulesHistory, RulesVersion } from './ports.ts';
import type { ChangedRules } from './requests.ts';

/** The rules with what is changed in them. */
export function changed(rules: ModerationRules, { closeAfterDays, ...set }: ChangedRules): ModerationRules {
  const given = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined));
  const { closeAfterDays: before, ...rest } = rules;
  const days = closeAfterDays === undefined ? before : (closeAfterDays ?? undefined);
  return { ...rest, ...given, ...(days !== undefined && { closeAfterDays: days }) };
}

/**
 * Sets the version after `version`. Throws a 409 with the number of the one in force where that is another by now.
 *
 * Requests: two reads, one transaction.
 */
export async function setRules(
  { version, ...set }: ChangedRules & { version: number },
  by: string,
  history: RulesHistory,
  now: Date,
): Promise<RulesVersion> {
  const before = await history.current();
  if (before.version !== version) throw stale(before.version);
  const rules = changed(before.rules, set);
  const after = { version: version + 1, rules, set: { by, at: toInstant(now) } };
  if (!(await history.save(after))) throw stale((await history.current()).version);
  return after;
}

const stale = (version: number) =>
  new Problem({
    status: 409,
    code: 'version-conflict',
    detail: 'The settings are others by now.',
    extensions: { version },
  });
