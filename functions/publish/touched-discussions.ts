import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { isArticleId } from '../../shared/article/article-id.ts';
import type { StreamRecord } from '../../shared/stream-records.ts';

/** An article whose snapshot and comment feeds have to follow it. */
export interface TouchedDiscussion {
  id: string;
  /** As the last record of the batch has it. */
  isVisible: boolean;
  /** The write of the article's item that hid its count or brought it back, if one did; an article that is new has none to bring back. */
  guard?: number;
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

const written = z.object({ guard: z.object({ N: z.coerce.number() }) });
const published = z.object({ publishedAt: text });

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
    const turns = after === undefined || (before === undefined && published.safeParse(oldImage).success);
    const guard = (turns ? written.safeParse(newImage).data?.guard.N : undefined) ?? touched.get(id)?.guard;
    touched.set(id, {
      id,
      isVisible: after !== undefined,
      ...(guard !== undefined && { guard }),
      first: touched.get(id)?.first ?? first,
    });
  });
  return [...touched.values()];
}
