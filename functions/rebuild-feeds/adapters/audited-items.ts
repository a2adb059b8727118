import * as z from 'zod';
import { type Comment, comment } from '../../../shared/comment/comment.ts';
import { decision } from '../../../shared/comment/comment-change.ts';
import { auditPlaces } from '../../../shared/store/audit-places.ts';
import {
  articleOfCountKey,
  articleOfTotalKey,
  commentKey,
  commentOfLikesPk,
} from '../../../shared/store/discussion-keys.ts';
import type { Item } from '../../../shared/store/expressions.ts';
import type { Key } from '../../../shared/store/table.ts';

const key = z.object({ pk: z.string(), sk: z.string() });
/** A place beside a comment: those that are whole comments have their own name for it. */
const place = z.union([
  z.object({ commentId: z.string() }),
  z.object({ id: z.string() }).transform(({ id }) => ({ commentId: id })),
]);
const PLACES = /^(QUEUE|FLAGGED|RECENT|REVIEWED|SHOWN|TOP)#/;
const TRAILS = /^AUDIT(-ALL)?#/;
const trail = z.object({ of: key });
const likes = z.object({ likes: z.int().optional() });

/** Items of the discussion table by what they are, as far as there is something to hold them against. */
export interface AuditedItems {
  comments: Comment[];
  /** Places, each with the comment that is to ask for it. */
  places: { key: Key; commentId: string }[];
  /** What is to stand in moderators' audits of these decisions, and what does of things that must be there. */
  expected: (Key & Item)[];
  trails: { key: Key; of: Key }[];
  /** Comments that have likes, by what was found of those. */
  liked: Set<string>;
  /** Articles with a total, and articles with a counter, which must have one. */
  totals: Set<string>;
  counted: Set<string>;
  /** How many are nothing that we know. */
  strange: number;
}

export function auditedItems(items: readonly Item[]): AuditedItems {
  const sorted: AuditedItems = {
    comments: [],
    places: [],
    expected: [],
    trails: [],
    liked: new Set(),
    totals: new Set(),
    counted: new Set(),
    strange: 0,
  };
  for (const item of items) {
    try {
      sortIn(item, sorted);
    } catch (error) {
      // One that cannot be read is not to keep the others from being audited.
      if (!(error instanceof z.ZodError)) throw error;
      sorted.strange++;
    }
  }
  return sorted;
}

function sortIn(item: Item, sorted: AuditedItems): void {
  const { pk, sk } = key.parse(item);
  const [likedId, totalled, counted] = [commentOfLikesPk(pk), articleOfTotalKey(pk), articleOfCountKey(pk)];
  if (pk.startsWith('COMMENT#') && sk === commentKey('').sk) sorted.comments.push(comment.parse(item));
  else if (pk.startsWith('COMMENT#') && sk.startsWith('DECISION#')) {
    const { by, at } = decision.parse(item);
    sorted.expected.push(...auditPlaces(by, at, { pk, sk }));
  } else if (PLACES.test(pk)) sorted.places.push({ key: { pk, sk }, ...place.parse(item) });
  else if (TRAILS.test(pk)) sorted.trails.push({ key: { pk, sk }, of: trail.parse(item).of });
  else if (totalled !== undefined) sorted.totals.add(totalled);
  else if (counted !== undefined) sorted.counted.add(counted);
  else if (likedId !== undefined && (sk !== 'COUNT' || likes.parse(item).likes !== 0)) sorted.liked.add(likedId);
}
