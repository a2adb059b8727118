import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** Images for tests: good ones by sharp, others by hand, byte by byte. */
export const picture = (width: number, height: number, format: 'jpeg' | 'png' | 'webp' | 'gif' | 'avif' = 'jpeg') =>
  sharp({ create: { width, height, channels: 3, background: '#3a7' } })
    .composite([{ input: Buffer.from([255, 80, 0]), raw: { width: 1, height: 1, channels: 3 }, top: 0, left: 0 }])
    .toFormat(format)
    .toBuffer();

export async function animation(frames: number, width = 40, height = 30) {
  const frame = (i: number) => ({
    width,
    height,
    channels: 3 as const,
    background: { r: (i * 40) % 256, g: 90, b: 120 },
  });
  const stills = Array.from({ length: frames }, (_, i) =>
    sharp({ create: frame(i) })
      .png()
      .toBuffer(),
  );
  return await sharp(await Promise.all(stills), { join: { animated: true } })
    .gif()
    .toBuffer();
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A PNG whose header says this size, with as many rows of zeros as are given: 8 bits of grey a pixel. */
export function pngOf(width: number, height: number, rows: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc((width + 1) * rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
