import * as z from 'zod';
import type { Article } from '../article/article.ts';
import { feedWords, languageRanges, subjectName } from './feed-name.ts';

const wanted = z.string().trim().min(1);

/** A feed of the articles that match all of what it names, e.g. a section in one language. */
export const savedFeed = z
  .strictObject({
    /** What readers see it called. */
    title: wanted,
    section: feedWords.optional(),
    tag: wanted.optional(),
    author: wanted.optional(),
    /** A language range: `en` takes `en-GB` too. */
    language: wanted.optional(),
  })
  .refine(({ title: _, ...query }) => Object.values(query).some((value) => value !== undefined), {
    error: 'a saved feed names a section, tag, author or language',
  });

export type SavedFeed = z.infer<typeof savedFeed>;

/** Saved feeds by the name that their feed id ends in. */
export type SavedFeeds = Readonly<Record<string, SavedFeed>>;

/** Whether the article is one of those that the saved feed asks for. */
export function suits(
  a: Pick<Article, 'section' | 'tags' | 'authors' | 'language'>,
  { section, tag, author, language }: SavedFeed,
): boolean {
  const has = (names: readonly string[], name: string | undefined) =>
    name === undefined || names.some((each) => subjectName(each) === subjectName(name));
  return (
    (section === undefined || section === a.section) &&
    has(a.tags, tag) &&
    has(a.authors, author) &&
    (language === undefined || languageRanges(a.language).includes(language.toLowerCase()))
  );
}
