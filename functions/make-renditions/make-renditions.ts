import type { ImageUpload, Made } from '../../events/make-renditions.ts';
import type { Asset } from '../../shared/article/image.ts';
import { sniffImage } from '../../shared/article/image-signature.ts';
import { assetIdOf } from './asset-id.ts';
import { readHeader } from './decoder.ts';
import { ImageRefused } from './image-refused.ts';
import { imageWordsOf } from './image-words.ts';
import type { Deps, Original } from './ports.ts';
import { render } from './render.ts';

/**
 * Makes what the site needs of an uploaded image, or finds why nothing can be made of it. The same bytes again cost one read.
 *
 * @throws when the engines fail: the message then comes back from the queue.
 */
export async function makeRenditions({ key, versionId }: ImageUpload, deps: Deps): Promise<Made> {
  try {
    const original = present(await deps.originals.read(key, versionId));
    const asset = await assetOf(original, deps);
    return { asset, words: imageWordsOf(original.metadata), storedAt: original.storedAt };
  } catch (error) {
    if (error instanceof ImageRefused) return { refusal: error.refusal };
    throw error;
  }
}

function present(original: Original | 'gone' | 'too-large'): Original {
  if (original === 'gone') {
    throw new ImageRefused('object-gone', 'The object version was deleted before it was read. Upload it again.');
  }
  if (original === 'too-large') throw new ImageRefused('image-too-large', 'It is over 20 MB. Make it smaller.');
  return original;
}

async function assetOf({ body }: Original, { assets }: Deps): Promise<Asset> {
  const sniffed = sniffImage(body);
  if (!sniffed || !('type' in sniffed)) {
    const what = sniffed?.unfit ?? 'no image';
    throw new ImageRefused('image-type-not-allowed', `This is ${what}. Upload JPEG, PNG, WebP, GIF or AVIF.`);
  }
  const assetId = assetIdOf(body);
  const known = await assets.find(assetId);
  if (known) return known;
  const { files, ...made } = await render(body, await readHeader(body, sniffed.type));
  const asset = { assetId, ...made };
  await assets.keep(asset, files);
  return asset;
}
