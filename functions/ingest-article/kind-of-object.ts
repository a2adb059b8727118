import { MAX_IMAGE_BYTES } from '../../shared/article/image.ts';
import { sniffImage } from '../../shared/article/image-signature.ts';
import type { Refusal } from '../../shared/article/refusal.ts';
import type { Stored, StoredObject } from './ports.ts';

/** What an object is by its first bytes, whatever its name says: an article to be read, an image, or nothing for us. */
export function kindOf(stored: Stored): StoredObject | 'image' | Refusal {
  if (stored === 'gone') {
    return { code: 'object-gone', message: 'The object version was deleted before it was read. Upload it again.' };
  }
  const [beginning, size] = 'body' in stored ? [stored.body, stored.body.length] : [stored.beginning, stored.size];
  const sniffed = sniffImage(beginning);
  if (sniffed && 'unfit' in sniffed) {
    const message = `This is ${sniffed.unfit}. Upload images as JPEG, PNG, WebP, GIF or AVIF.`;
    return { code: 'image-type-not-allowed', message };
  }
  if (sniffed) {
    if (size <= MAX_IMAGE_BYTES) return 'image';
    return { code: 'image-too-large', message: 'The image is over 20 MB. Make it smaller.' };
  }
  if ('body' in stored) return stored;
  return { code: 'too-large', message: 'The object is over 5 MB. Upload the article by itself.' };
}
