import { pixels, type WireImage, widest } from '../wire/wire-image.ts';
import { attributeOf, childrenOf, descendantsOf, type Element, textOf } from '../xml/element.ts';

/** The picture of a `media` element, in the widest of its references; undefined for sound and moving pictures. */
export function mediaOf(media: Element): WireImage | undefined {
  const type = attributeOf(media, 'media-type');
  if (type !== undefined && !/^(?:image|photo|picture|graphic)/i.test(type)) return undefined;
  const references = childrenOf(media, 'media-reference').flatMap((reference) => {
    const src = attributeOf(reference, 'source');
    const mediaType = attributeOf(reference, 'mime-type');
    if (src === undefined || (mediaType !== undefined && !/^image\//i.test(mediaType))) return [];
    const width = pixels(attributeOf(reference, 'width'));
    const height = pixels(attributeOf(reference, 'height'));
    return [{ src, mediaType, width, height, alt: attributeOf(reference, 'alternate-text') }];
  });
  const best = widest(references);
  if (!best) return undefined;
  const captions = childrenOf(media, 'media-caption').flatMap((caption) => textOf(caption) ?? []);
  return {
    ...best,
    caption: captions.join(' ') || undefined,
    credit: textOf(childrenOf(media, 'media-producer')[0]),
  };
}

export const mediaIn = (body: Element | undefined): Element[] => descendantsOf(body, 'media');

/** What the allow-list lets stand in an article's body. */
export const isWebImage = ({ src }: WireImage): boolean => /^https:\/\//i.test(src);
