import { pixels, type WireImage, widest } from '../wire/wire-image.ts';
import { attributeOf, childOf, childrenOf, type Element, textOf } from '../xml/element.ts';
import { remoteContentIn } from './items.ts';
import { nameOf, roleOf } from './names.ts';

/** The picture of an item in the widest of its renditions, with the words that the item has for it, unless these are for its text. */
export function pictureOf(item: Element, language: string | undefined, hasText: boolean): WireImage[] {
  const renditions = remoteContentIn(item).flatMap((content) => {
    const src = attributeOf(content, 'href');
    const mediaType = attributeOf(content, 'contenttype');
    if (src === undefined || !/^image\//i.test(mediaType ?? '')) return [];
    const [width, height] = [pixels(attributeOf(content, 'width')), pixels(attributeOf(content, 'height'))];
    return [{ src, mediaType, width, height }];
  });
  const best = widest(renditions);
  if (!best) return [];
  const meta = childOf(item, 'contentMeta');
  const caption = childrenOf(meta, 'description').find((each) => /caption/.test(roleOf(each) ?? 'caption'));
  return [
    {
      ...best,
      ...(!hasText && {
        alt: textOf(childOf(meta, 'headline')),
        caption: textOf(caption),
        credit: textOf(childOf(meta, 'creditline')) ?? nameOf(childOf(meta, 'creator'), language),
        guid: attributeOf(item, 'guid'),
      }),
    },
  ];
}
