/**
 * What stands in a document's body for a local image until a page or an answer shows it: an address that leads nowhere (RFC
 * 2606), so that the body is as any other and breaks nothing where it is read as it is. `n` is an index of `images`.
 */
const PLACEHOLDER = 'https://image.invalid/';

export const placeholderOf = (index: number): string => `${PLACEHOLDER}${index}`;

/** The index that an address stands for; undefined for any other address. */
export function placeholderIndex(src: string): number | undefined {
  const index = src.startsWith(PLACEHOLDER) ? src.slice(PLACEHOLDER.length) : '';
  return /^\d{1,4}$/.test(index) ? Number(index) : undefined;
}
