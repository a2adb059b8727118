import * as z from 'zod';
import { splitKey } from './upload-part.ts';

/** The formats that may be published as images; SVG is none of them, since it can execute. */
export const imageType = z.enum(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif']);

export type ImageType = z.infer<typeof imageType>;

/** 20 MB. */
export const MAX_IMAGE_BYTES = 20 * 1024 * 1024;

/** One file of an image, `480.webp` or `original.jpg`. */
const rendition = z.object({
  name: z.string(),
  type: imageType,
  /** Pixels. */
  width: z.number().int().min(1),
  height: z.number().int().min(1),
  bytes: z.number().int(),
});

export type Rendition = z.infer<typeof rendition>;

/**
 * What an image's bytes were made into. The files stand in the content bucket under `images/{assetId}/`, written once; the id
 * is a hash of the uploaded bytes and of how renditions are made.
 */
export const asset = z.object({
  assetId: z.string().regex(/^[a-z2-7]{16}$/),
  type: imageType,
  /** Pixels, as it is seen: with its orientation applied. */
  width: z.number().int().min(1),
  height: z.number().int().min(1),
  /** The smallest first, the original last. */
  renditions: z.array(rendition).min(1),
});

export type Asset = z.infer<typeof asset>;

/** What people say of an image. */
export const imageWords = z.object({
  alt: z.string().optional(),
  caption: z.string().optional(),
  credit: z.string().optional(),
});

export type ImageWords = z.infer<typeof imageWords>;

/** An image that stands, the item `IMAGES#<folder>` / `IMAGE#<name>`; its words are those of its own `x-amz-meta-*`. */
export const image = asset.extend({
  schemaVersion: z.literal(1),
  /** The upload that it is. */
  key: z.string(),
  versionId: z.string(),
  ...imageWords.shape,
});

export type Image = z.infer<typeof image>;

/** Where the content bucket has one file of an image. */
export const assetKey = (assetId: string, name: string): string => `images/${assetId}/${name}`;

/** Where the public bucket has it for one article: so a withdrawn article takes its copies along, and nobody else's. */
export const mediaKey = (articleId: string, assetId: string, name: string): string =>
  `${mediaPrefix(articleId)}${assetId}-${name}`;

export const mediaPrefix = (articleId: string): string => `media/${articleId}/`;

/** The article that this public object is a copy for, or undefined for any other object. */
export const articleIdOfMedia = (key: string): string | undefined => /^media\/([a-z2-7]{16})\//.exec(key)?.[1];

/** Folder and name of an upload's key; in NFC, so that both spellings that systems give one Vietnamese name are one. */
export function placeOf(key: string): { folder: string; name: string } {
  const whole = key.normalize('NFC');
  const slash = whole.lastIndexOf('/');
  return { folder: whole.slice(0, Math.max(0, slash)), name: whole.slice(slash + 1) };
}

/**
 * The folder that belongs to an article by its key: `world/treaty` of `world/treaty.txt`; within that the one of its name, if it
 * is a part of what stands there.
 */
export function ownFolder(articleKey: string): string {
  const { key, part } = splitKey(articleKey);
  const folder = key.normalize('NFC').replace(/\.[^./]+$/, '');
  return part === undefined ? folder : `${folder}/${part.normalize('NFC')}`;
}
