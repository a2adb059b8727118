import { Markup, markup, trusted } from '../markup.ts';
import type { ArticleImages, ShownImage } from './article-images.ts';
import { type Asset, mediaKey, type Rendition } from './image.ts';
import { placeholderIndex } from './image-placeholder.ts';

/** Whose copies of an image are meant, and what their addresses begin with: nothing on the site's own pages. */
export interface ImageBase {
  articleId: string;
  origin: string;
  /** Where they are read by who knows what: without what only browsers choose by. */
  isPlain?: boolean;
}

/** As wide as the column of text, and as the screen where that is narrower. */
export const SIZES = '(min-width: 44rem) 40rem, 100vw';
/** The widest that is loaded where a browser does not choose. */
export const DEFAULT_WIDTH = 960;
const WIDEST = 1600;

export const renditionUrl = ({ articleId, origin }: ImageBase, { assetId }: Asset, { name }: Rendition): string =>
  `${origin}/${mediaKey(articleId, assetId, name)}`;

/** What pages choose from, the smallest first. An original that is as wide as a rendition, or wider than any, is for printing. */
export function choiceOf({ renditions }: Asset): Rendition[] {
  const made = renditions.filter(({ name }) => !name.startsWith('original.'));
  const original = renditions.at(-1);
  const isNeeded = original && original.width <= WIDEST && made.every(({ width }) => width < original.width);
  return isNeeded ? renditions : made;
}

const LAZY = trusted(' loading="lazy"');

/** An image by itself. Browsers choose among its renditions, and reserve its place before it is there. */
export function imageTag(image: ShownImage, base: ImageBase): Markup {
  const alt = image.alt ?? '';
  if ('remote' in image) return markup`<img src="${image.remote}" alt="${alt}"${base.isPlain ? undefined : LAZY} />`;
  const { asset } = image;
  const choice = choiceOf(asset);
  const preferred = choice.filter(({ width }) => width <= DEFAULT_WIDTH).at(-1) ?? choice[0];
  const size = markup`width="${asset.width}" height="${asset.height}" alt="${alt}"`;
  const src = markup`src="${preferred && renditionUrl(base, asset, preferred)}"`;
  if (base.isPlain) return markup`<img ${src} ${size} />`;
  const srcset = choice.map((each) => `${renditionUrl(base, asset, each)} ${each.width}w`).join(', ');
  return markup`<img ${src} srcset="${srcset}" sizes="${SIZES}" ${size}${LAZY} />`;
}

/** An image with its caption and credit. */
export function figure(image: ShownImage, base: ImageBase): Markup {
  const { caption, credit } = image;
  const words = [caption && markup`${caption}`, credit && markup`<small class="credit">${credit}</small>`].filter(
    (part): part is Markup => part instanceof Markup,
  );
  return markup`<figure>${imageTag(image, base)}${words.length > 0 ? markup`<figcaption>${words.map((part, i) => (i > 0 ? markup` ${part}` : part))}</figcaption>` : undefined}</figure>`;
}

/** A figure of the source's own, an image alone in its paragraph, an image anywhere: each only where it is a local one. */
const SRC = '<img src="(https://image\\.invalid/\\d+)" />';
const IN_FIGURE = new RegExp(`<figure>\\s*${SRC}((?:(?!</?figure)[\\s\\S])*)</figure>`, 'g');
const ALONE = new RegExp(`<p>\\s*${SRC}\\s*</p>`, 'g');
const ANYWHERE = new RegExp(SRC, 'g');

/** A document's body with its local images. One that does not stand goes with its figure or its paragraph. */
export function bodyWithImages(bodyHtml: string, images: ArticleImages | undefined, base: ImageBase): string {
  const named = (src: string) => images?.named[placeholderIndex(src) ?? -1];
  return bodyHtml
    .replace(IN_FIGURE, (_, src: string, rest: string) => {
      const image = named(src);
      return image ? `<figure>${imageTag(image, base).text}${rest}</figure>` : '';
    })
    .replace(ALONE, (_, src: string) => {
      const image = named(src);
      return image ? figure(image, base).text : '';
    })
    .replace(ANYWHERE, (_, src: string) => {
      const image = named(src);
      return image ? imageTag(image, base).text : '';
    });
}
