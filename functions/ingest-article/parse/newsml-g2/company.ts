import type { SkippedItem } from '../../../../shared/article/upload.ts';
import { attributeOf, type Element } from '../xml/element.ts';
import { pictureOf } from './pictures.ts';
import { extrasOf, joinedExtras, type TextItem } from './read-item.ts';

/** The items without text that come along with one text: those that belong to it, and those of which nobody says whose they are. */
export interface Company {
  linked: readonly Element[];
  loose: readonly Element[];
}

/** Gives each item without text to the first text that links to it (`itemMeta/link`), else to the first of all. */
export function shareOut(texts: readonly TextItem[], others: readonly Element[]): Company[] {
  const owners = new Map<string, number>();
  for (const [i, { links }] of texts.entries()) {
    for (const link of links) if (!owners.has(link)) owners.set(link, i);
  }
  const ownerOf = (item: Element) => owners.get(attributeOf(item, 'guid') ?? '');
  return texts.map((_, i) => ({
    linked: others.filter((item) => ownerOf(item) === i),
    loose: i === 0 ? others.filter((item) => ownerOf(item) === undefined) : [],
  }));
}

/** What an article keeps of its company: all that is said of it, and its pictures where these are its own. */
export function withCompany(extras: TextItem['extras'], { linked, loose }: Company): TextItem['extras'] {
  if (linked.length + loose.length === 0) return extras;
  const items = [...linked, ...loose].map((item) => ({
    item: item.name,
    guid: attributeOf(item, 'guid'),
    ...extrasOf(item, undefined, false),
  }));
  const images = linked.flatMap((item) => pictureOf(item, undefined, false));
  return joinedExtras(extras, { items, ...(images.length > 0 && { images }) });
}

/** The record of an upload is one table item, and a list of what is no article needs no more. */
const MOST_SKIPPED = 20;
const LONGEST_GUID = 512;

/** What a message holds beside its texts, for whoever uploaded it. */
export const skippedOf = (others: readonly Element[]): SkippedItem[] =>
  others.slice(0, MOST_SKIPPED).map((item) => {
    const guid = attributeOf(item, 'guid');
    return { item: item.name, ...(guid !== undefined && guid.length <= LONGEST_GUID && { guid }) };
  });
