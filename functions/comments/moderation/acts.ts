import * as z from 'zod';
import { auditPlaces } from '../../../shared/store/audit-places.ts';
import { actKey } from '../../../shared/store/discussion-keys.ts';
import type { Item } from '../../../shared/store/expressions.ts';
import type { Key, Write } from '../../../shared/store/table.ts';
import { instant } from '../../../shared/time.ts';

/** What someone has set of a poster, an article or the rules, or has asked of what is kept of a person: the audit. */
export const act = z.object({
  kind: z.enum(['user', 'article', 'settings', 'person']),
  /** A poster, an article's id, a hash of whom the data are of, or nothing for the rules. */
  subject: z.string(),
  /** Of what can be set. */
  revision: z.int().min(1).exactOptional(),
  /** What it is since then; of the rules their version says it. */
  set: z.record(z.string(), z.unknown()),
  by: z.string(),
  at: instant,
  reason: z.string().exactOptional(),
});

export type Act = z.infer<typeof act>;

/** What is set, with the number that counts its changes. */
interface Revised extends Item {
  schemaVersion: 1;
  revision: number;
}

/**
 * The writes of one change of what can be set, for one transaction: the item, which must still be as it was read; the act beside it;
 * and where the audit lists it.
 */
export function actWrites(
  key: Key,
  before: { revision: number } | undefined,
  after: Revised,
  made: Act & { revision: number },
): Write[] {
  const place = actKey(key.pk, made.revision);
  return [
    { put: { ...key, ...after }, if: before ? { equals: { revision: before.revision } } : 'notExists' },
    { put: { ...place, schemaVersion: 1, ...made }, if: 'notExists' },
    ...auditPlaces(made.by, made.at, place).map((put) => ({ put })),
  ];
}
