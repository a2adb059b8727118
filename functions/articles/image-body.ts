import * as z from 'zod';
import type { ShownImage } from '../../shared/article/article-images.ts';
import { choiceOf, type ImageBase, renditionUrl } from '../../shared/article/figure.ts';
import { imageType, mediaKey } from '../../shared/article/image.ts';
import type { LeadImage } from '../../shared/article/noted-images.ts';

const rendition = z.object({
  url: z.string(),
  type: imageType,
  /** Pixels. */
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
});

/**
 * An image of an article. `url` is the one to take where only one is taken; of an image elsewhere on the web that is all there
 * is. Pixels and bytes; the renditions come smallest first, the original last.
 */
export const imageBody = z
  .object({
    url: z.string().nullable(),
    alt: z.string().nullable(),
    caption: z.string().nullable(),
    credit: z.string().nullable(),
    width: z.int().nullable(),
    height: z.int().nullable(),
    renditions: z.array(rendition),
  })
  .meta({ id: 'Image' });

/** The image that stands for an article, as its feeds show it: the widest that pages choose from. Pixels and bytes. */
export const leadImageBody = rendition
  .extend({ alt: z.string().nullable(), credit: z.string().nullable() })
  .meta({ id: 'LeadImage' });

export const leadImageBodyOf = (
  { assetId, name, type, width, height, bytes, alt, credit }: LeadImage,
  { articleId, origin }: ImageBase,
): z.infer<typeof leadImageBody> => ({
  url: `${origin}/${mediaKey(articleId, assetId, name)}`,
  type,
  width,
  height,
  bytes,
  alt: alt ?? null,
  credit: credit ?? null,
});

export function imageBodyOf(image: ShownImage, base: ImageBase): z.infer<typeof imageBody> {
  const words = { alt: image.alt ?? null, caption: image.caption ?? null, credit: image.credit ?? null };
  if ('remote' in image) return { url: image.remote, ...words, width: null, height: null, renditions: [] };
  const { asset } = image;
  const renditions = asset.renditions.map((each) => ({
    url: renditionUrl(base, asset, each),
    type: each.type,
    width: each.width,
    height: each.height,
    bytes: each.bytes,
  }));
  const best = choiceOf(asset).at(-1);
  return {
    url: best ? renditionUrl(base, asset, best) : null,
    ...words,
    width: best?.width ?? null,
    height: best?.height ?? null,
    renditions,
  };
}
