import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { Made } from '../../../events/make-renditions.ts';
import { makeRenditions } from '../../../functions/make-renditions/make-renditions.ts';
import type { Deps, File } from '../../../functions/make-renditions/ports.ts';
import { processBatch } from '../../../functions/make-renditions/process-batch.ts';
import type { Asset } from '../../../shared/article/image.ts';
import { animation, picture, pngOf } from './images.ts';

const UPLOAD = { key: 'world/treaty/photo.jpg', versionId: 'v1', sequencer: '0A', at: '2026-06-01T12:00:00.000Z' };

/** Buckets in memory, which hold one original. */
function around(body: Uint8Array | 'gone' | 'too-large', metadata: Record<string, string> = {}) {
  const files = new Map<string, File>();
  const known = new Map<string, Asset>();
  const told: unknown[] = [];
  const storedAt = UPLOAD.at;
  const deps: Deps = {
    originals: { read: () => Promise.resolve(typeof body === 'string' ? body : { body, metadata, storedAt }) },
    assets: {
      find: (id) => Promise.resolve(known.get(id)),
      keep: (asset, made) => {
        known.set(asset.assetId, asset);
        for (const file of made) files.set(file.name, file);
        return Promise.resolve();
      },
    },
    answers: { tell: (answer) => Promise.resolve(void told.push(answer)) },
  };
  return { deps, files, told };
}

async function made(body: Uint8Array | 'gone' | 'too-large', metadata?: Record<string, string>) {
  const { deps, files } = around(body, metadata);
  const answer = await makeRenditions(UPLOAD, deps);
  return { answer, files };
}

const assetOf = (answer: Made): Asset => {
  if (!('asset' in answer)) throw new Error(`refused: ${answer.refusal.message}`);
  return answer.asset;
};

const codeOf = (answer: Made) => ('refusal' in answer ? answer.refusal.code : 'made');

describe('renditions', () => {
  it('are WebP at 480, 960 and 1600 pixels, and the original at its own size', async () => {
    const { answer, files } = await made(await picture(2000, 1000));
    const asset = assetOf(answer);
    expect(asset).toMatchObject({ type: 'image/jpeg', width: 2000, height: 1000 });
    expect(asset.renditions.map(({ name, width, height }) => [name, width, height])).toEqual([
      ['480.webp', 480, 240],
      ['960.webp', 960, 480],
      ['1600.webp', 1600, 800],
      ['original.jpg', 2000, 1000],
    ]);
    for (const { name, type, bytes, width } of asset.renditions) {
      const file = files.get(name);
      expect(file?.bytes.length).toBe(bytes);
      const { format, width: found } = await sharp(file?.bytes).metadata();
      expect([`image/${format}`, found]).toEqual([type, width]);
    }
  });

  it('are never wider than the original', async () => {
    const { answer } = await made(await picture(700, 300, 'png'));
    expect(assetOf(answer).renditions.map(({ name }) => name)).toEqual(['480.webp', 'original.png']);
    expect(assetOf((await made(await picture(20, 10))).answer).renditions.map(({ name }) => name)).toEqual([
      'original.jpg',
    ]);
  });

  it.each(['jpeg', 'png', 'webp', 'gif', 'avif'] as const)('keep the format of %s', async (format) => {
    const asset = assetOf((await made(await picture(500, 400, format))).answer);
    expect(asset.type).toBe(`image/${format}`);
    expect(asset.renditions.at(-1)).toMatchObject({ type: `image/${format}`, width: 500, height: 400 });
  });

  it('hold pixels alone: no EXIF, GPS or XMP, nothing behind the end; and are turned as they are to be seen', async () => {
    const exif = { IFD0: { Copyright: 'SECRET' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } };
    const turned = await sharp(await picture(60, 40))
      .withExif(exif)
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>SECRET</a></x:xmpmeta>')
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const { answer, files } = await made(Buffer.concat([turned, Buffer.from('<html><script>SECRET</script></html>')]));
    expect(assetOf(answer)).toMatchObject({ width: 40, height: 60 });
    for (const { bytes } of files.values()) {
      expect(Buffer.from(bytes).includes('SECRET')).toBe(false);
      const { exif: left, xmp, orientation } = await sharp(bytes).metadata();
      expect([left, xmp, orientation]).toEqual([undefined, undefined, undefined]);
    }
  });

  it('are the same for the same bytes, and made once', async () => {
    const { deps, files } = around(await picture(500, 400));
    const first = await makeRenditions(UPLOAD, deps);
    files.clear();
    expect(await makeRenditions({ ...UPLOAD, key: 'another/key.png' }, deps)).toEqual(first);
    expect(files.size).toBe(0);
  });

  it('of an animation show its first frame, and the original moves', async () => {
    const { answer, files } = await made(await animation(5, 600, 400));
    const asset = assetOf(answer);
    expect(asset).toMatchObject({ width: 600, height: 400 });
    expect(asset.renditions.at(-1)).toMatchObject({ name: 'original.gif', width: 600, height: 400 });
    expect((await sharp(files.get('original.gif')?.bytes).metadata()).pages).toBe(5);
    expect((await sharp(files.get('480.webp')?.bytes).metadata()).pages ?? 1).toBe(1);
  });

  it('come with what the upload says of the image', async () => {
    const caption = `=?UTF-8?B?${Buffer.from('Cảng lúc bình minh').toString('base64')}?=`;
    const { answer } = await made(await picture(20, 10), { alt: 'A  harbour', caption, credit: '', mtime: '1' });
    expect(answer).toMatchObject({ words: { alt: 'A harbour', caption: 'Cảng lúc bình minh' } });
  });
});

describe('refused', () => {
  const jpeg = () => picture(400, 300);
  const flat = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: 'red' } });
  it.each<[string, () => Promise<Uint8Array | 'gone' | 'too-large'> | Uint8Array | 'gone' | 'too-large', string]>([
    ['a PNG bomb: 30,000 × 30,000 pixels in 30 KB', () => pngOf(30_000, 30_000, 1), 'image-too-large'],
    ['a PNG of 8,000 × 8,000', () => pngOf(8000, 8000, 1), 'image-too-large'],
    ['an AVIF of 21 million pixels', () => flat(5250, 4000).avif({ effort: 0 }).toBuffer(), 'image-too-large'],
    ['a side of 20,000', () => pngOf(20_000, 2, 2), 'image-too-large'],
    ['no pixels', () => pngOf(0, 0, 1), 'image-corrupt'],
    ['a PNG that ends early', () => pngOf(800, 800, 3), 'image-corrupt'],
    ['a JPEG that ends early', async () => (await jpeg()).subarray(0, 600), 'image-corrupt'],
    ['a JPEG of its first bytes alone', async () => (await jpeg()).subarray(0, 4), 'image-corrupt'],
    ['a GIF of too many frames', () => animation(250, 2, 2), 'image-too-large'],
    ['a PNG signature before HTML', () => Buffer.from('\x89PNG\r\n\x1a\n<html><script>', 'latin1'), 'image-corrupt'],
    ['HTML before a JPEG', async () => Buffer.concat([Buffer.from('<html>'), await jpeg()]), 'image-type-not-allowed'],
    [
      'SVG',
      () => Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
      'image-type-not-allowed',
    ],
    [
      'TIFF',
      () =>
        sharp({ create: { width: 2, height: 2, channels: 3, background: 'red' } })
          .tiff()
          .toBuffer(),
      'image-type-not-allowed',
    ],
    ['text', () => Buffer.from('A story.'), 'image-type-not-allowed'],
    ['what was deleted', () => 'gone', 'object-gone'],
    ['over 20 MB', () => 'too-large', 'image-too-large'],
  ])('%s', async (_, body, code) => {
    const bytes = await body();
    const begun = performance.now();
    const { answer, files } = await made(bytes);
    expect(codeOf(answer)).toBe(code);
    expect(files.size).toBe(0);
    expect(performance.now() - begun).toBeLessThan(1000);
  });

  it('costs next to no memory when it is a bomb', async () => {
    await made(pngOf(30_000, 30_000, 1));
    const before = process.memoryUsage.rss();
    for (let i = 0; i < 10; i++) await made(pngOf(30_000, 30_000, 1));
    expect(process.memoryUsage.rss() - before).toBeLessThan(64 * 2 ** 20);
  });
});

describe('a message', () => {
  const body = readFileSync('events/samples/make-renditions.json', 'utf8');
  const event = (attempts: number) => {
    return { Records: [{ messageId: 'm', body, attributes: { ApproximateReceiveCount: String(attempts) } }] };
  };
  const log = { info: () => {}, warn: () => {}, error: () => {} };

  it('is answered with its upload', async () => {
    const { deps, told } = around(await picture(20, 10));
    expect(await processBatch(event(1), deps, log)).toEqual({ batchItemFailures: [] });
    expect(told).toMatchObject([
      { type: 'renditions-made', upload: { sequencer: '0055AED6DCD90281E5' }, made: { asset: { width: 20 } } },
    ]);
  });

  it('comes back when an engine fails', async () => {
    const { deps } = around('gone');
    deps.originals.read = () => Promise.reject(new Error('503'));
    expect(await processBatch(event(1), deps, log)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm' }] });
  });

  it('that ended its process time and again is refused unopened', async () => {
    const { deps, told } = around('gone');
    deps.originals.read = () => Promise.reject(new Error('not to be read'));
    expect(await processBatch(event(5), deps, log)).toEqual({ batchItemFailures: [] });
    expect(told).toMatchObject([{ made: { refusal: { code: 'image-corrupt' } } }]);
  });
});
