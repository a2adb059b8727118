import type { ImageType } from './image.ts';

/** What the first bytes of a file say: an image that may be published, another by its name for people, or undefined. */
export type Sniffed = { type: ImageType } | { unfit: string } | undefined;

/** As many bytes as a file needs to be told by. */
export const SIGNATURE_BYTES = 1024;

const SIGNATURES: readonly { bytes: readonly number[]; sniffed: NonNullable<Sniffed> }[] = [
  { bytes: [0xff, 0xd8, 0xff], sniffed: { type: 'image/jpeg' } },
  { bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], sniffed: { type: 'image/png' } },
  { bytes: [0x49, 0x49, 0x2a, 0x00], sniffed: { unfit: 'a TIFF image' } },
  { bytes: [0x4d, 0x4d, 0x00, 0x2a], sniffed: { unfit: 'a TIFF image' } },
  { bytes: [0xff, 0x0a], sniffed: { unfit: 'a JPEG XL image' } },
  { bytes: [0x38, 0x42, 0x50, 0x53], sniffed: { unfit: 'a Photoshop file' } },
  { bytes: [0x00, 0x00, 0x01, 0x00], sniffed: { unfit: 'an icon' } },
];

/** An XML prolog, comments and a document type may stand before the root element. */
const SVG =
  /^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*(?:<!DOCTYPE\s+svg[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<svg[\s>/]/i;

/** Tells a file by its content (RFC 9110 has no say, nor has its name): WHATWG's MIME sniffing, and AVIF by ISO BMFF brand. */
export function sniffImage(beginning: Uint8Array): Sniffed {
  const known = SIGNATURES.find(({ bytes }) => bytes.every((byte, i) => beginning[i] === byte));
  if (known) return known.sniffed;
  const ascii = (from: number, to: number) => String.fromCharCode(...beginning.subarray(from, to));
  if (/^GIF8[79]a$/.test(ascii(0, 6))) return { type: 'image/gif' };
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return { type: 'image/webp' };
  if (ascii(4, 8) === 'ftyp') return sniffContainer(ascii(8, 64));
  if (ascii(0, 2) === 'BM' && beginning[6] === 0 && beginning[7] === 0) return { unfit: 'a BMP image' };
  return SVG.test(new TextDecoder().decode(beginning.subarray(0, SIGNATURE_BYTES)))
    ? { unfit: 'an SVG image' }
    : undefined;
}

/** The brands of an ISO base media file: AVIF by any of its own, a still of another codec, or a film that is no image at all. */
function sniffContainer(brands: string): Sniffed {
  if (/avi[fs]/.test(brands)) return { type: 'image/avif' };
  return /^(?:hei[cxms]|hev[cxms]|mif1|msf1)/.test(brands) ? { unfit: 'a HEIC image' } : undefined;
}
