import { type Fields, fieldNamed, invalidField, sortEntries } from '../fields.ts';
import type { Draft, Format, Source, Stage } from '../format.ts';
import { isSameText } from '../same-text.ts';
import { takeTrailer } from '../trailer.ts';
import { type FrontMatter, hasFrontMatter, splitFrontMatter } from './front-matter.ts';
import { noteMark } from './notes.ts';
import { readMarkdown } from './render.ts';
import { looksLikeMarkdown } from './signs.ts';

/** Markdown, with YAML front matter or without. See ADR 0021. */
export const markdown: Format = { name: 'markdown', recognises, parse };

const NAMED = /\.(?:md|markdown|mdown|mkd)$/i;
const TYPED = /^text\/(?:x-)?markdown$/;

function recognises({ text, key, mediaType }: Source): boolean {
  return hasFrontMatter(text) || looksLikeMarkdown(text, NAMED.test(key) || TYPED.test(mediaType ?? ''));
}

function parse(source: Source, given: Fields, { siteUrl }: Stage): Draft {
  const front = splitFrontMatter(source.text);
  const { fields, rest } = sortEntries(front.entries);
  const lines = front.body.split('\n').map((text, i) => ({ text, number: front.lines + i + 1 }));
  const trailer = takeTrailer(lines);
  const mark = noteMark(source.key);
  const text = readMarkdown(trailer.lines.map((line) => line.text).join('\n'), mark);
  const headline = given.headline ?? fields.headline;
  const isHeadline = text.heading !== undefined && (!headline || isSameText(headline.values.join(' '), text.heading));
  return {
    fields: {
      ...trailer.fields,
      ...(isHeadline && { headline: { values: [text.heading ?? ''], at: `line ${front.lines + 1}` } }),
      ...fields,
    },
    html: text.html({ withHeading: !isHeadline, siteUrl }),
    noteMark: mark,
    extras: {
      ...frontMatterExtras(rest, front.structures),
      ...(trailer.unused.length > 0 && { unusedLines: trailer.unused }),
    },
  };
}

/** What the front matter says under names that are no field of ours. */
function frontMatterExtras(
  rest: FrontMatter['entries'],
  structures: FrontMatter['structures'],
): Record<string, unknown> {
  for (const { name, at } of structures) {
    if (fieldNamed(name)) throw invalidField({ values: [], at }, 'the value is a map', 'Write text or a list of texts');
  }
  const unknown = [
    ...rest.map(({ name, values }): [string, unknown] => [name, values.length === 1 ? values[0] : values]),
    ...structures.map(({ name, value }): [string, unknown] => [name, value]),
  ].filter(([name]) => name !== '__proto__');
  return unknown.length > 0 ? { frontMatter: Object.fromEntries(unknown) } : {};
}
