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
  for (const image of root.getElementsByTagName('img')) {
    const written = addressOf(image);
    if (written !== undefined) image.setAttribute('src', absolute(written, base) ?? written);
  }
}

/**
 * The settled images of an article as they are described there; those that have no address go. One whose address is relative to
 * an unknown place is listed by it, since the file may lie beside the article, and leaves the body by the allow-list.
 */
export function takeImages(root: PageElement): WireImage[] {
  const images: WireImage[] = [];
  for (const image of root.getElementsByTagName('img')) {
    const src = addressOf(image);
    if (src === undefined) image.remove();
    else images.push({ src, ...describe(image) });
  }
  return images;
}

function addressOf(image: PageElement): string | undefined {
  const src = image.getAttribute('src')?.trim();
  if (src && !PLACEHOLDER.test(src)) return src;
  const late = LATE.map((name) => image.getAttribute(name)?.trim()).find(
    (address) => address && !PLACEHOLDER.test(address),
  );
  if (late) return late;
  const picture = around(image, PICTURE);
  const sets = [image, ...(picture?.getElementsByTagName('source') ?? [])].flatMap((element) =>
    LATE_SETS.map((name) => element.getAttribute(name) ?? ''),
  );
  return sets.map(largest).find((address) => address !== undefined && !PLACEHOLDER.test(address));
}

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

function describe(image: PageElement): Partial<WireImage> {
  const figure = around(image, FIGURE);
  const caption = figure?.querySelector('figcaption');
  const credit = figure?.querySelector(
    '[itemprop="copyrightHolder"],[itemprop="creditText"],[class*="credit"],[class*="copyright"]',
  );
  const text = (value: string | null | undefined) => oneLine(value ?? '') || undefined;
  const described = {
    alt: text(image.getAttribute('alt')),
    caption: text(caption?.textContent),
    credit: text(credit?.textContent),
    width: pixels(image.getAttribute('width') ?? undefined),
    height: pixels(image.getAttribute('height') ?? undefined),
  };
  return Object.fromEntries(Object.entries(described).filter(([, value]) => value !== undefined));
}
