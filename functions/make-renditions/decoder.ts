import sharp, { type Metadata, type Sharp } from 'sharp';
import type { ImageType } from '../../shared/article/image.ts';
import { ImageRefused } from './image-refused.ts';

/** Of the decoders that libvips has, those of the formats that may be published, from memory only. */
const LOADERS = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((name) => `VipsForeignLoad${name}Buffer`);

/** Pixels of all frames together: of the function's 1.5 GB, 50 million take at most 0.7. */
const MOST_PIXELS = 50_000_000;
/** AVIF's encoder takes three times as much: 1.2 GB for 24 million. */
const MOST_AVIF_PIXELS = 20_000_000;
/** WebP has no more in either direction. */
const LONGEST_SIDE = 16_383;
const MOST_FRAMES = 200;
const MOST_SECONDS = 40;

const FORMATS: Record<string, ImageType | undefined> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  heif: 'image/avif',
};

// On cold start only. Nothing is kept between images: each is seen once.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: LOADERS });
sharp.cache(false);

/** An image whose header has been found good: what it says of itself, before a single pixel is decoded. */
export interface Header {
  type: ImageType;
  /** Pixels as they are seen, once turned. */
  width: number;
  height: number;
  frames: number;
}

/** Reads the header alone. Throws `ImageRefused` for what is not the type that its first bytes say, or would be too much. */
export async function readHeader(bytes: Uint8Array, type: ImageType): Promise<Header> {
  const metadata = await headerOf(bytes);
  const found = metadata.format === 'heif' && metadata.compression !== 'av1' ? undefined : FORMATS[metadata.format];
  if (found !== type) throw new ImageRefused('image-corrupt', 'It begins as one kind of image and goes on as another.');
  const frames = metadata.pages ?? 1;
  const { width, height } = metadata.autoOrient;
  if (width < 1 || height < 1) throw new ImageRefused('image-corrupt', 'It has no pixels.');
  const longest = Math.max(width, height);
  const mostPixels = type === 'image/avif' ? MOST_AVIF_PIXELS : MOST_PIXELS;
  if (longest > LONGEST_SIDE || width * height * frames > mostPixels || frames > MOST_FRAMES) {
    const size = `${width} × ${height} pixels${frames > 1 ? ` in ${frames} frames` : ''}`;
    const most = `${mostPixels / 1e6} million pixels, ${LONGEST_SIDE} to a side, ${MOST_FRAMES} frames`;
    throw new ImageRefused('image-too-large', `It has ${size}. Make it smaller: at most ${most}.`);
  }
  return { type, width, height, frames };
}

async function headerOf(bytes: Uint8Array): Promise<Metadata> {
  try {
    return await sharp(bytes, { limitInputPixels: false }).metadata();
  } catch (error) {
    throw corrupt(error);
  }
}

/** The pixels, turned as they are to be seen, without any metadata; decoded when something is made of them. */
export const open = (bytes: Uint8Array, { animated }: { animated: boolean }): Sharp =>
  sharp(bytes, { animated, limitInputPixels: MOST_PIXELS, failOn: 'truncated', sequentialRead: true })
    .timeout({ seconds: MOST_SECONDS })
    .autoOrient();

/** What the decoder says of bytes that are no image after all. It has no codes: whatever it throws is about the image. */
export const corrupt = (error: unknown): ImageRefused => {
  const said = error instanceof Error ? (error.message.split('\n')[0] ?? '').slice(0, 200) : 'no reason given';
  return new ImageRefused('image-corrupt', `It cannot be decoded (${said}). Save it anew and upload it again.`);
};
