import { createHash } from 'node:crypto';
import * as z from 'zod';
import { type ArticleImages, shownImages } from './article-images.ts';
import { choiceOf } from './figure.ts';
import { asset, imageType, imageWords } from './image.ts';

/** The image that stands for an article where one is shown: a file of it, and its words. */
export const leadImage = imageWords.extend({
  assetId: asset.shape.assetId,
  /** The file: the widest that pages choose from. */
  name: z.string(),
  type: imageType,
  bytes: z.number().int(),
  /** Pixels. */
  width: z.number().int(),
  height: z.number().int(),
  /** The narrower files of it, by their widths in pixels. */
  narrower: z.array(z.number().int()),
});

export type LeadImage = z.infer<typeof leadImage>;

/** The file of this width. */
export const narrowerFile = (width: number): string => `${width}.webp`;

/**
 * Which images an article shows, as its item and its feed entries have it. Images come, change and go without their article; feeds
 * are made of entries alone, so an article takes a note of them (ADR 0096). Absent while it shows none of our own.
 */
export const notedImages = z.object({
  /** Names the images document that has them all. */
  id: z.string(),
  lead: leadImage,
});

export type NotedImages = z.infer<typeof notedImages>;

/** What the content bucket holds under `{articleId}/images/{id}.json`: written once, never changed. */
export const imagesDocument = z.object({
  schemaVersion: z.literal(1),
  articleId: z.string(),
  id: z.string(),
  images: shownImages,
});

export type ImagesDocument = z.infer<typeof imagesDocument>;

export const imagesDocumentKey = (articleId: string, id: string): string => `${articleId}/images/${id}.json`;

/** Hexadecimal digits of a SHA-256: 96 bits tell the images of one article apart. */
const ID_LENGTH = 24;

/** The note of these images; the same of the same images, whoever takes it. */
export function notedImagesOf(images: ArticleImages | undefined): NotedImages | undefined {
  const lead = images && leadImageOf(images);
  if (!lead) return undefined;
  const id = createHash('sha256').update(JSON.stringify(images)).digest('hex').slice(0, ID_LENGTH);
  return { id, lead };
}

/** The first of the images that is our own: what stands elsewhere on the web may be another one tomorrow. */
export function leadImageOf({ all }: ArticleImages): LeadImage | undefined {
  const first = all.find((image) => 'asset' in image);
  if (!first) return undefined;
  const { asset: whole, ...words } = first;
  const choice = choiceOf(whole);
  const widest = choice.at(-1);
  if (!widest) return undefined;
  const narrower = choice.filter(({ name, width }) => name === narrowerFile(width) && width < widest.width);
  return { assetId: whole.assetId, ...widest, narrower: narrower.map(({ width }) => width), ...words };
}
