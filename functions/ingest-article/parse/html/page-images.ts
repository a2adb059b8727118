import { oneLine } from '../../../../shared/article/clean-text.ts';
import { pixels, type WireImage } from '../wire/wire-image.ts';
import { around, type PageElement } from './dom.ts';
import { absolute } from './web-addresses.ts';

/** Where pages that load their images late keep the address meanwhile. */
const LATE = ['data-src', 'data-original', 'data-lazy-src', 'data-lazy', 'data-url', 'data-hi-res-src'];
const LATE_SETS = ['srcset', 'data-srcset', 'data-lazy-srcset'];
const PICTURE = new Set(['picture']);
const FIGURE = new Set(['figure']);
const LONGEST_SET = 20_000;
/** A drawing of a few bytes that holds the place of an image. */
const PLACEHOLDER =
  /^\s*(?:data:|about:|javascript:)|(?:\/|^)(?:blank|spacer|pixel|placeholder|transparent|loading|grey|1x1)\.(?:gif|png|svg)/i;

/** Gives each image the address that a reader's browser would have shown in the end: its own, or the one that is loaded late. */
export function settleImages(root: PageElement, base: string | undefined): void {
  const largestOf = once(largestSource);
  for (const image of root.getElementsByTagName('img')) {
    const written = addressOf(image, largestOf);
    if (written !== undefined) image.setAttribute('src', absolute(written, base) ?? written);
  }
}

/**
 * The settled images of an article as they are described there; those that have no address go. One whose address is relative to
 * an unknown place is listed by it, since the file may lie beside the article, and leaves the body by the allow-list.
 */
export function takeImages(root: PageElement): WireImage[] {
  const images: WireImage[] = [];
  const [largestOf, wordsOf] = [once(largestSource), once(figureWords)];
  for (const image of root.getElementsByTagName('img')) {
    const src = addressOf(image, largestOf);
    if (src === undefined) image.remove();
    else images.push({ src, ...describe(image, wordsOf) });
  }
  return images;
}

/** What is the same for all images in one element is found once. */
function once<T>(find: (element: PageElement) => T): (element: PageElement) => T {
  const found = new Map<PageElement, { value: T }>();
  return (element) => {
    const known = found.get(element) ?? { value: find(element) };
    found.set(element, known);
    return known.value;
  };
}

function addressOf(image: PageElement, largestOf: (picture: PageElement) => string | undefined): string | undefined {
  const src = image.getAttribute('src')?.trim();
  if (src && !PLACEHOLDER.test(src)) return src;
  const late = LATE.map((name) => image.getAttribute(name)?.trim()).find(
    (address) => address && !PLACEHOLDER.test(address),
  );
  if (late) return late;
  const picture = around(image, PICTURE);
  return largestIn([image]) ?? (picture && largestOf(picture));
}

const largestSource = (picture: PageElement) => largestIn(picture.getElementsByTagName('source'));

const largestIn = (elements: readonly PageElement[]): string | undefined =>
  elements
    .flatMap((element) => LATE_SETS.map((name) => largest(element.getAttribute(name) ?? '')))
    .find((address) => address !== undefined && !PLACEHOLDER.test(address));

/** The address of a `srcset` with the greatest width or density. A comma within an address has no white space after it. */
function largest(srcset: string): string | undefined {
  if (srcset.length > LONGEST_SET) return undefined;
  const candidates = srcset.split(/,\s+|,(?=https?:)/).map((candidate) => {
    const [address = '', size = '1x'] = candidate.trim().split(/\s+/);
    return { address, size: Number.parseFloat(size) || 0 };
  });
  const best = candidates.reduce((a, b) => (b.size > a.size ? b : a));
  return best.address.replace(/,$/, '') || undefined;
}

function describe(image: PageElement, wordsOf: typeof figureWords): Partial<WireImage> {
  const figure = around(image, FIGURE);
  const described = {
    alt: text(image.getAttribute('alt')),
    ...(figure && wordsOf(figure)),
    width: pixels(image.getAttribute('width') ?? undefined),
    height: pixels(image.getAttribute('height') ?? undefined),
  };
  return Object.fromEntries(Object.entries(described).filter(([, value]) => value !== undefined));
}

function figureWords(figure: PageElement): Pick<WireImage, 'caption' | 'credit'> {
  const credit = figure.querySelector(
    '[itemprop="copyrightHolder"],[itemprop="creditText"],[class*="credit"],[class*="copyright"]',
  );
  return { caption: text(figure.querySelector('figcaption')?.textContent), credit: text(credit?.textContent) };
}

const text = (value: string | null | undefined) => oneLine(value ?? '') || undefined;
