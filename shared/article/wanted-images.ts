import type { NamedImage } from './document.ts';
import { ownFolder, placeOf } from './image.ts';

/** Images that an article shows if they are there: all of a folder, or those of these names. */
export interface WantedImages {
  folder: string;
  names?: string[];
}

/** What an article wants that an upload of this key speaks for: all of its own folder, and each that its document names. */
export function wantedImages(articleKey: string, named: readonly NamedImage[] = []): WantedImages[] {
  const own = ownFolder(articleKey);
  const elsewhere = new Map<string, Set<string>>();
  for (const { folder, name } of named.flatMap(({ keys = [] }) => keys.map(placeOf))) {
    if (folder !== own) elsewhere.set(folder, (elsewhere.get(folder) ?? new Set()).add(name));
  }
  return [{ folder: own }, ...[...elsewhere].map(([folder, names]) => ({ folder, names: [...names] }))];
}

/** What must be written for an article to be found by its images, and where it is to be found no longer. */
export interface ImageWants {
  wanted: WantedImages[];
  unwanted: string[];
}

/** From the folders that were wanted, the own one first, to these. That is written once; of others the names may be others now. */
export const changeOfWants = (before: readonly string[], after: readonly WantedImages[]): ImageWants => ({
  wanted: after.filter(({ folder, names }) => names !== undefined || folder !== before[0]),
  unwanted: before.filter((folder) => after.every((each) => each.folder !== folder)),
});
