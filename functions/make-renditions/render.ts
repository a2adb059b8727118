import type { Sharp } from 'sharp';
import type { Asset, ImageType, Rendition } from '../../shared/article/image.ts';
import { corrupt, type Header, open } from './decoder.ts';
import type { File } from './ports.ts';

const WIDTHS = [480, 960, 1600] as const;

/** The original's own format again, so that it holds nothing but pixels; and the ending that its name has. */
const ORIGINALS: Record<ImageType, { ending: string; encode: (image: Sharp) => Sharp }> = {
  'image/jpeg': { ending: 'jpg', encode: (image) => image.jpeg({ quality: 90 }) },
  'image/png': { ending: 'png', encode: (image) => image.png() },
  'image/webp': { ending: 'webp', encode: (image) => image.webp({ quality: 90 }) },
  'image/gif': { ending: 'gif', encode: (image) => image.gif() },
  // Its encoder takes a minute at its own default where this takes seconds.
  'image/avif': { ending: 'avif', encode: (image) => image.avif({ quality: 65, effort: 0 }) },
};

interface Made {
  rendition: Rendition;
  file: File;
}

/**
 * WebP at 480, 960 and 1600 pixels of width, as far as the image is that wide, and the original at full size in its own format.
 * All are encoded anew: what stood before, between or behind the pixels (EXIF, GPS, XMP, a second file) is gone, colours are
 * sRGB, and what was turned by a flag is turned. Of an animation the renditions show the first frame, the original moves.
 * Throws `ImageRefused` for what cannot be decoded.
 */
export async function render(bytes: Uint8Array, header: Header): Promise<{ files: File[] } & Omit<Asset, 'assetId'>> {
  const made: Made[] = [];
  // One at a time: each decodes the whole, and two together would need the memory twice.
  for (const width of WIDTHS.filter((width) => width <= header.width)) {
    const still = open(bytes, { animated: false });
    made.push(await encode(still.resize({ width }).webp({ quality: 80 }), `${width}.webp`, 'image/webp'));
  }
  const { ending, encode: asBefore } = ORIGINALS[header.type];
  const whole = asBefore(open(bytes, { animated: header.frames > 1 }));
  const original = await encode(whole, `original.${ending}`, header.type);
  const { width, height } = original.rendition;
  const renditions = [...made, original].map(({ rendition }) => rendition);
  return { type: header.type, width, height, renditions, files: [...made, original].map(({ file }) => file) };
}

async function encode(image: Sharp, name: string, type: ImageType): Promise<Made> {
  try {
    const { data, info } = await image.toBuffer({ resolveWithObject: true });
    const { width, height, pageHeight } = info;
    const rendition = { name, type, width, height: pageHeight ?? height, bytes: data.length };
    return { rendition, file: { name, type, bytes: data } };
  } catch (error) {
    throw corrupt(error);
  }
}
