import { feedName } from '../../../shared/feed/feed-name.ts';

const LONGEST = 80;

/** The id at the end of a source's URL, of five digits at least: `…-972297.html`, `…/20531.htm`. A year is none. */
const TRAILING_ID = /[-/](\d{5,15})(?:\.[a-z]{2,5})?\/?$/i;

/** The slug of an article, at most 80 characters, cut between words; the numeric id of its source's URL stays at its end. */
export function slugOf(headline: string, canonicalSource: string | undefined): string {
  const id = canonicalSource && TRAILING_ID.exec(new URL(canonicalSource).pathname)?.[1];
  if (!id) return shortened(headline, LONGEST);
  const words = shortened(headline, LONGEST - id.length - 1);
  return words.endsWith(id) ? words : `${words}-${id}`;
}

/** A slug that was given, in the form that slugs have. */
export const givenSlug = (slug: string): string => shortened(slug, LONGEST);

function shortened(text: string, longest: number): string {
  // Transliteration only ever makes a text longer, but for a few marks; what is far beyond the limit cannot matter.
  const slug = feedName(text.slice(0, 5 * LONGEST));
  if (slug.length <= longest) return slug || 'article';
  const end = slug.lastIndexOf('-', longest);
  return slug.slice(0, end > longest / 2 ? end : longest);
}
