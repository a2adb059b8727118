import { pixels, type WireImage, widest } from '../wire/wire-image.ts';
import { objectsIn, textIn } from './members.ts';
import type { JsonObject } from './read-json.ts';
import { mainOf, plainTextOf, variantsOf } from './texts.ts';

/** The pictures of an item: those associated with it, and its own renditions, each in the widest. */
export const imagesOf = (item: JsonObject): WireImage[] => [
  ...imageOf(item),
  ...objectsIn(item.associations).filter(isPicture).flatMap(imageOf),
];

const isPicture = (item: JsonObject) => /^(?:picture|graphic|image)$/i.test(textIn(item, 'type') ?? 'picture');

function imageOf(item: JsonObject): WireImage[] {
  const renditions = objectsIn(item.renditions).flatMap((rendition) => {
    const src = textIn(rendition, 'href');
    const mediaType = textIn(rendition, 'contentType', 'mimetype');
    if (src === undefined || (mediaType !== undefined && !/^image\//i.test(mediaType))) return [];
    return [{ src, mediaType, width: pixels(textIn(rendition, 'width')), height: pixels(textIn(rendition, 'height')) }];
  });
  const best = widest(renditions);
  if (!best) return [];
  const caption = mainOf(variantsOf(item, 'description', 'descriptions'), /text|main|caption/);
  const headline = variantsOf(item, 'headline', 'headlines')[0];
  const isArticle = textIn(item, 'type') === 'text' || textIn(item, 'type') === 'composite';
  return [
    {
      ...best,
      ...(!isArticle && {
        alt: headline && plainTextOf(headline),
        caption: caption && plainTextOf(caption),
        credit: textIn(item, 'creditline', 'byline', 'by', 'source'),
        guid: textIn(item, 'uri', 'guid'),
      }),
    },
  ];
}
