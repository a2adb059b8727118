/** A picture that belongs to an article, as `extras.images` holds it until the newsroom has its bytes. */
export interface WireImage {
  /** As written: a web address, or the name of a file beside the article. */
  src: string;
  alt?: string | undefined;
  caption?: string | undefined;
  credit?: string | undefined;
  /** In pixels. */
  width?: number | undefined;
  height?: number | undefined;
  mediaType?: string | undefined;
  guid?: string | undefined;
}

/** A number of pixels as wires write it, or undefined. */
export function pixels(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,6}$/.test(value.trim()) ? Number(value) : undefined;
}

/** The widest of a picture's renditions: what others are made from. */
export const widest = <T extends { width?: number | undefined }>(renditions: readonly T[]): T | undefined =>
  renditions.reduce<T | undefined>(
    (best, each) => (best && (best.width ?? 0) >= (each.width ?? 0) ? best : each),
    undefined,
  );
