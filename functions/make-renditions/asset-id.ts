import { createHash } from 'node:crypto';
import { base32 } from '../../shared/base32.ts';

/**
 * How renditions are made, by number. To be raised with any change of their sizes, formats or qualities: the files of an asset
 * are never written again, so what is made differently must have another id.
 */
const RECIPE = 1;

/** The id of what is made of these bytes: the same for the same image, under whatever key it comes. */
export const assetIdOf = (bytes: Uint8Array): string =>
  base32(createHash('sha256').update(`${RECIPE}:`).update(bytes).digest());
