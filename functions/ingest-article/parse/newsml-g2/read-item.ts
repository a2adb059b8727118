import type { Fields } from '../fields.ts';
import { MOST_CHARACTERS, overflow } from '../wire/stated-fields.ts';
import type { Topic } from '../wire/topics.ts';
import { childOf, childrenOf, type Element, textOf } from '../xml/element.ts';
import { plainsOf } from '../xml/plain.ts';
import { categoriesOf, contentMetaFields, languageOf, topicsOf, usagetermsOf } from './content-meta.ts';
import { inlineText } from './content-set.ts';
import { itemMetaFields } from './item-meta.ts';
import { contentSetOf, linksOf, remoteContentIn } from './items.ts';
import { pictureOf } from './pictures.ts';

/** One text item as it is written. */
export interface TextItem {
  fields: Fields;
  topics: Topic[];
  /** Names for the section that it may belong to. */
  categories: string[];
  html: string;
  /** The guids of the items that it says belong to it. */
  links: string[];
  extras: Record<string, unknown>;
}

/** What has become a field whole, so that `extras.newsml` holds the rest. */
const IN_FIELDS = new Set(['versionCreated', 'embargoed', 'pubStatus', 'by', 'creditline', 'dateline', 'language']);

/** Reads a `newsItem`; undefined where it has no text. What it says itself comes before what its inline NITF says. */
export function readItem(item: Element): TextItem | undefined {
  const text = inlineText(contentSetOf(item));
  if (!text) return undefined;
  const language = languageOf(item);
  const usageterms = usagetermsOf(childOf(item, 'rightsInfo'));
  return {
    fields: { ...text.nitf?.fields, ...contentMetaFields(item, language), ...itemMetaFields(item, language) },
    topics: [...topicsOf(item, language), ...(text.nitf?.topics ?? [])],
    categories: [...categoriesOf(item, language), ...(text.nitf?.categories ?? [])],
    html: text.html,
    links: linksOf(item),
    extras: {
      ...joinedExtras(text.nitf?.extras ?? {}, extrasOf(item, language, true)),
      ...overflow('usageterms', usageterms, MOST_CHARACTERS),
    },
  };
}

/** Both, with the pictures of both. */
export function joinedExtras(a: TextItem['extras'], b: TextItem['extras']): TextItem['extras'] {
  const images: unknown[] = [a.images, b.images].flatMap((list) => (Array.isArray(list) ? list : []));
  return { ...a, ...b, ...(images.length > 0 && { images }) };
}

/** What is not in the fields: the metadata as they are, and pictures by themselves. */
export function extrasOf(item: Element, language: string | undefined, hasText: boolean): Record<string, unknown> {
  const meta = childOf(item, 'contentMeta');
  const urgency = textOf(childOf(meta, 'urgency'));
  const slugline = textOf(childOf(meta, 'slugline'));
  const images = pictureOf(item, language, hasText);
  const parts = ['itemMeta', 'contentMeta', 'rightsInfo', 'partMeta', 'assert', 'inlineRef', 'derivedFrom']
    .map((name) => [name, plainsOf(childrenOf(item, name), IN_FIELDS)] as const)
    .concat([['remoteContent', plainsOf(remoteContentIn(item))]])
    .filter(([, plain]) => plain.length > 0);
  return {
    ...(urgency && { urgency: Number(urgency) || urgency }),
    ...(slugline && { slugline }),
    ...(images.length > 0 && { images }),
    ...(parts.length > 0 && { newsml: Object.fromEntries(parts) }),
  };
}
