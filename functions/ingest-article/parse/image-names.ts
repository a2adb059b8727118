import type { TakeImage } from '../../../shared/article/article-html.ts';
import { oneLine } from '../../../shared/article/clean-text.ts';
import type { NamedImage } from '../../../shared/article/document.ts';
import { type ImageWords, placeOf } from '../../../shared/article/image.ts';
import { placeholderIndex, placeholderOf } from '../../../shared/article/image-placeholder.ts';
import { imageKeysOf } from './image-keys.ts';

/** Each folder is an item of the article's transaction, by which an image that comes later finds the article. */
const MOST_FOLDERS = 8;
const MOST_IMAGES = 100;
const LONGEST_WORDS = 2000;

const WEB = /^https:\/\//i;

/** The images that a document names, as they are found in it. */
export class ImageNames {
  readonly #articleKey: string;
  readonly #described: ReadonlyMap<string, ImageWords>;
  readonly #folders = new Set<string>();
  readonly images: NamedImage[] = [];
  /** What is too much for one article: many images, or images in many folders. */
  readonly leftOut: string[] = [];

  /** `described`: what the source says of images elsewhere, by their addresses. */
  constructor(articleKey: string, described: ReadonlyMap<string, ImageWords>) {
    this.#articleKey = articleKey;
    this.#described = described;
  }

  /** Takes one from the body. Web images stay where they are; local ones become placeholders. */
  readonly take: TakeImage = ({ src, alt = '', title = '' }) => {
    // Only we write placeholders.
    if (placeholderIndex(src) !== undefined) return undefined;
    const words = { alt, caption: title, ...this.#described.get(src) };
    const index = this.#add(src, 'body', words);
    if (index === undefined) return WEB.test(src) ? src : undefined;
    return this.images[index]?.keys ? placeholderOf(index) : src;
  };

  /** Takes one that is named elsewhere, unless it is known already. */
  name(src: string, place: 'lead' | 'beside', words: ImageWords): void {
    const known = this.images.findIndex((image) => image.src === src);
    if (known < 0 && placeholderIndex(src) === undefined)
      this.#add(src, place, { ...words, ...this.#described.get(src) });
  }

  #add(src: string, place: NamedImage['place'], words: ImageWords): number | undefined {
    const keys = WEB.test(src) ? undefined : imageKeysOf(src, this.#articleKey);
    if (keys?.length === 0) return undefined;
    const folders = new Set([...this.#folders, ...(keys ?? []).map((key) => placeOf(key).folder)]);
    if (this.images.length >= MOST_IMAGES || folders.size > MOST_FOLDERS) {
      this.leftOut.push(src);
      return undefined;
    }
    for (const folder of folders) this.#folders.add(folder);
    return this.images.push({ src, ...(keys && { keys }), place, ...clean(words) }) - 1;
  }
}

const clean = (words: ImageWords): ImageWords =>
  Object.fromEntries(
    (['alt', 'caption', 'credit'] as const).flatMap((name) => {
      const text = oneLine(words[name] ?? '').slice(0, LONGEST_WORDS);
      return text === '' ? [] : [[name, text]];
    }),
  );
