import type { Fields } from '../fields.ts';
import type { Draft, Format, Source } from '../format.ts';
import { isSameText } from '../same-text.ts';
import { type Line, readByline, takeTrailer } from '../trailer.ts';
import { takeDateline } from './dateline.ts';
import { headlineOf } from './first-line.ts';
import { takePageTimes } from './page-times.ts';
import { paragraphsOf } from './paragraphs.ts';
import { takePhotoLines, wordsOfImage } from './photo-lines.ts';

/** Plain text, typed or saved from a page. See ADR 0020 for what is taken for a headline, a credit, a source, a byline, a caption. */
export const plainText: Format = { name: 'text', recognises: () => true, parse };

function parse(source: Source, given: Fields): Draft {
  const lines = source.text.split('\n').map((text, i) => ({ text, number: i + 1 }));
  const { lines: text, photos } = takePhotoLines(lines);
  const image = wordsOfImage(photos, given);
  const trailer = takeTrailer(text);
  const times = takePageTimes(trailer.lines, given);
  const head = takeHead(times.lines, given);
  const body = takeDateline(paragraphsOf(head.lines), `line ${head.lines[0]?.number ?? 1}`);
  const unused = [...times.unused, ...overruled(body.fields, trailer.fields), ...trailer.unused];
  return {
    fields: { ...body.fields, ...trailer.fields, ...times.fields, ...head.fields, ...image.fields },
    html: body.paragraphs.map((paragraph) => `<p>${escapeContent(paragraph)}</p>`).join('\n'),
    extras: {
      ...(unused.length > 0 && { unusedLines: unused }),
      ...(image.rest.length > 0 && { photoWords: image.rest }),
    },
  };
}

/** The agency of the dateline, where a line at the end credits another. */
const overruled = (opening: Fields, trailer: Fields): readonly string[] =>
  trailer.credit && opening.credit && !isSameText(trailer.credit.values.join(), opening.credit.values.join())
    ? opening.credit.values
    : [];

/** Takes the headline and the byline off the top. A headline that was given already leaves a different first line in the body. */
function takeHead(lines: readonly Line[], given: Fields): { lines: Line[]; fields: Fields } {
  const fields: Fields = {};
  const headline = headlineOf(lines);
  const isGiven = given.headline && !isSameText(given.headline.values.join(' '), headline?.text ?? '');
  let rest = lines.slice(lines.findIndex(({ text }) => text.trim() !== ''));
  if (headline && !isGiven) {
    fields.headline = { values: [headline.text], at: `line ${headline.number}` };
    rest = rest.slice(1);
  }
  const next = rest.findIndex(({ text }) => text.trim() !== '');
  const byline = rest[next] && readByline(rest[next].text.trim());
  if (rest[next] && byline) {
    fields.byline = { values: [byline], at: `line ${rest[next].number}` };
    rest = rest.slice(next + 1);
  }
  return { lines: rest, fields };
}

const REFERENCES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Content only, so quotation marks stay: the sanitiser takes each reference apart again, and a novel's dialogue has many. */
const escapeContent = (text: string) => text.replace(/[&<>]/g, (c) => REFERENCES[c] ?? c);
