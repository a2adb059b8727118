import * as z from 'zod';
import { type ImageWords, imageWords } from '../../../shared/article/image.ts';
import type { Draft } from './format.ts';
import { ImageNames } from './image-names.ts';
import { readText } from './read-fields.ts';

/** What parsers list of images (`WireImage`), wherever in the source those stand. */
const listed = z.array(imageWords.extend({ src: z.string() }));

/** The images of a draft, so far none, with what the source says of each. */
export const imageNamesOf = (draft: Draft, key: string): ImageNames =>
  new ImageNames(key, new Map(listedIn(draft).map(({ src, ...words }): [string, ImageWords] => [src, words])));

/** Takes those that the body does not hold: what front matter or metadata name, and what the source lists. */
export function nameOthers(names: ImageNames, draft: Draft): void {
  const { fields } = draft;
  const words = {
    alt: readText(fields, 'imageAlt'),
    caption: readText(fields, 'imageCaption'),
    credit: readText(fields, 'imageCredit'),
  };
  const [lead, ...others] = (fields.image?.values ?? []).map((src) => src.trim());
  if (lead) names.name(lead, 'lead', words);
  for (const src of others) names.name(src, 'beside', {});
  for (const { src, ...described } of listedIn(draft)) names.name(src, 'beside', described);
}

const listedIn = ({ extras }: Draft) => listed.safeParse(extras.images).data ?? [];
