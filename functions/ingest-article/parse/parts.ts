import { oneLine } from '../../../shared/article/clean-text.ts';
import type { FieldName, Fields } from './fields.ts';
import { UploadRefused } from './upload-refused.ts';

/** What a name may take up of a table key, in UTF-8 bytes. */
const LONGEST = 512;

/**
 * The names of the articles of one object, each another: their guids, so that an article has the same name in every version of
 * the object, else their places. The second of one guid is `<guid> (2)`: two states of one article, of which the newer speaks.
 */
export function partNames(guids: readonly (string | undefined)[]): string[] {
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  return guids.map((guid, i) => {
    const base = nameOf(guid) ?? `item-${i + 1}`;
    let [name, count] = [base, counts.get(base) ?? 1];
    while (taken.has(name)) name = `${base} (${++count})`;
    counts.set(base, count);
    taken.add(name);
    return name;
  });
}

/** Undefined for what can be no guid: such an article is refused for it, and needs a name all the same. */
function nameOf(guid: string | undefined): string | undefined {
  const name = oneLine(guid ?? '');
  return name === '' || Buffer.byteLength(name) > LONGEST ? undefined : name;
}

const OF_ONE: readonly FieldName[] = [
  ...(['guid', 'id', 'headline', 'subheadline', 'slug', 'summary', 'canonicalSource'] as const),
  ...(['image', 'imageAlt', 'imageCaption', 'imageCredit'] as const),
];

/** Refuses metadata of the object that can be true of one article only, where it holds several. */
export function refuseFieldsOfOne(given: Fields, articles: number): void {
  for (const name of OF_ONE) {
    const stated = given[name];
    if (!stated) continue;
    const message = `${stated.at}: this object holds ${articles} articles, and they cannot have that in common. Leave it out.`;
    throw new UploadRefused('invalid-field', message, stated.at);
  }
}
