import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { isArticleId } from '../../shared/article/article-id.ts';
import type { StreamRecord } from '../../shared/stream-records.ts';

/** An article whose snapshot and comment feeds have to follow it. */
export interface TouchedDiscussion {
  id: string;
  /** As the last record of the batch has it. */
  isVisible: boolean;
  first: number;
}

const text = z.object({ S: z.string() });

/** What a snapshot and comment feeds say of their article. */
const seen = z.object({
  visible: z.object({ BOOL: z.literal(true) }),
  headline: text,
  section: text,
  slug: text,
  language: text,
});

/**
 * The articles of a batch that came to be seen, or no longer are, or are called something else. They are told from the records
 * alone, in their order: what is removed for an article that has come back since is asked for again by that record.
 */
export function discussionsIn(records: readonly StreamRecord[]): TouchedDiscussion[] {
  const touched = new Map<string, TouchedDiscussion>();
  records.forEach(({ key, oldImage, newImage }, first) => {
    const id = key?.sk === 'ARTICLE' && key.pk.startsWith('ARTICLE#') ? key.pk.slice('ARTICLE#'.length) : '';
    const before = seen.safeParse(oldImage).data;
    const after = seen.safeParse(newImage).data;
    if (!isArticleId(id) || isDeepStrictEqual(before, after)) return;
    touched.set(id, { id, isVisible: after !== undefined, first: touched.get(id)?.first ?? first });
  });
  return [...touched.values()];
}
