import * as z from 'zod';
import { mediaPrefix } from '../../shared/article/image.ts';
import type { StreamRecord } from '../../shared/stream-records.ts';

/** An image that came, changed or went, by the record of its item at this position of the batch. */
export interface TouchedImage {
  first: number;
  folder: string;
  name: string;
  /** What stood there is not to be seen any more. */
  isLost: boolean;
}

const seen = z.object({ assetId: z.object({ S: z.string() }) });

/** The images of a batch. They are told from the records alone, so that a batch that comes again tells the same. */
export const imagesIn = (records: readonly StreamRecord[]): TouchedImage[] =>
  records.flatMap(({ key, oldImage, newImage }, first) => {
    const folder = key?.pk.startsWith('IMAGES#') ? key.pk.slice('IMAGES#'.length) : undefined;
    const name = key?.sk.startsWith('IMAGE#') ? key.sk.slice('IMAGE#'.length) : undefined;
    if (folder === undefined || name === undefined) return [];
    const before = seen.safeParse(oldImage).data?.assetId.S;
    const after = seen.safeParse(newImage).data?.assetId.S;
    return [{ first, folder, name, isLost: before !== undefined && before !== after }];
  });

/** What the CDN has of an article's images. One path, however many those are. */
export const mediaPath = (articleId: string): string => `/${mediaPrefix(articleId)}*`;
