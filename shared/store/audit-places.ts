import type { Instant } from '../time.ts';
import { auditAllKey, auditKey } from './discussion-keys.ts';
import type { Item } from './expressions.ts';
import type { Key } from './table.ts';

/** Where the audit lists what someone did, which is on record at `of`: among all that was done, and by who did it. */
export const auditPlaces = (by: string, at: Instant, of: Key): (Key & Item)[] =>
  [auditKey(by, at, of), auditAllKey(at, of)].map((place) => ({ ...place, schemaVersion: 1, of }));
