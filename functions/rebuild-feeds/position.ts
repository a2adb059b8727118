import type { RebuildRequest } from '../../events/rebuild-feeds.ts';

/** The stages of a full rebuild, in their order. */
const FULL = [
  'underway',
  'erasures',
  'memberships',
  'feeds',
  'archives',
  'stale-archives',
  'pages',
  'stale-pages',
  'stale-media',
  'audit',
  'discussions',
] as const;

/** Those of a rebuild of nothing but one thing. */
const ONLY = {
  news: ['news'],
  underway: ['underway'],
  audit: ['audit-of-changes', 'audit-of-a-slice'],
} as const;

/** Those of any other: what it costs follows the number of feeds. */
const FEEDS = ['underway', 'erasures', 'feeds'] as const;

export type Stage = (typeof FULL)[number] | (typeof ONLY)[keyof typeof ONLY][number];

/** The stages of a rebuild, in their order. */
export function stagesOf({ full, only }: Pick<RebuildRequest, 'full' | 'only'>): readonly [Stage, ...Stage[]] {
  if (only !== undefined) return ONLY[only];
  return full ? FULL : FEEDS;
}

/** Where a rebuild is: in this stage, with everything up to and including `after` done. */
export interface Position {
  stage: Stage;
  after: string | undefined;
}

/** Reads a cursor, `stage:after`. Throws when it is none of ours. */
export function parseCursor(cursor: string): Position {
  const stage = [...FULL, ...Object.values(ONLY).flat()].find((name) => cursor.startsWith(`${name}:`));
  if (!stage) throw new Error('The cursor is not one that a rebuild has answered with');
  return { stage, after: cursor.slice(stage.length + 1) };
}

/** The items up to the moment when it is over, and the last of them: where to go on. At least one, so that every call gets on. */
export function untilOver<T>(items: AsyncIterable<T>, idOf: (item: T) => string, isOver: () => boolean) {
  let last: string | undefined;
  let stopped = false;
  async function* take(): AsyncGenerator<T> {
    for await (const item of items) {
      if (last !== undefined && isOver()) {
        stopped = true;
        return;
      }
      last = idOf(item);
      yield item;
    }
  }
  /** Undefined when the items came to their end. */
  const stoppedAt = () => (stopped ? last : undefined);
  return { items: take(), stoppedAt };
}
