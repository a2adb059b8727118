import type { ShownImage } from '../../shared/article/article-images.ts';
import { choiceOf, type ImageBase, renditionUrl } from '../../shared/article/figure.ts';

/**
 * An image of an article. `url` is the one to take where only one is taken; of an image elsewhere on the web that is all there
 * is. Pixels and bytes; the renditions come smallest first, the original last.
 */
export function imageBody(image: ShownImage, base: ImageBase) {
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
