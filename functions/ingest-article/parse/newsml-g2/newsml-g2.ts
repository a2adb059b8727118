import type { Settings } from '../../../../shared/settings.ts';
import type { Fields } from '../fields.ts';
import type { Draft, Format, Source } from '../format.ts';
import { UploadRefused } from '../upload-refused.ts';
import { sectionHint } from '../wire/section-hint.ts';
import { statedFields } from '../wire/stated-fields.ts';
import { tidyHtml } from '../wire/tidy-html.ts';
import { tagged } from '../wire/topics.ts';
import { attributeOf, childOf, type Element, placeOf } from '../xml/element.ts';
import { rootNameOf } from '../xml/prolog.ts';
import { readXml } from '../xml/read-xml.ts';
import { itemsOf, localCode, ROOTS } from './items.ts';
import { pictureOf } from './pictures.ts';
import { extrasOf, joinedExtras, readItem, type TextItem } from './read-item.ts';

/** IPTC's NewsML-G2 2.x: a `newsItem` with text, alone or in a `newsMessage`. See ADR 0051. */
export const newsmlG2: Format = {
  name: 'newsml-g2',
  recognises: ({ text }: Source) => text.trimStart().startsWith('<') && ROOTS.has(rootNameOf(text) ?? ''),
  parse,
};

interface Message {
  texts: TextItem[];
  /** The items without text. */
  others: Element[];
}

/** Every item of a NewsML-G2 document. */
export function readAll(xml: string): Message {
  const texts: TextItem[] = [];
  const others: Element[] = [];
  for (const item of itemsOf(readXml(xml))) {
    const text = readItem(item);
    if (text) texts.push(text);
    else others.push(item);
  }
  return { texts, others };
}

function parse(source: Source, _given: Fields, settings: Settings): Draft {
  const { texts, others } = readAll(source.text);
  const [text] = texts;
  if (!text) throw withoutText(others);
  if (texts.length > 1) {
    throw new UploadRefused(
      'several-items',
      `There are ${texts.length} articles in this message. Upload each newsItem by itself.`,
      text.fields.guid?.at,
    );
  }
  const at = 'contentMeta (subject)';
  const tags = tagged(text.topics, at);
  const section = sectionHint(text.categories, source.key, settings);
  return {
    fields: { ...text.fields, ...tags.fields, ...statedFields(['section', section, at]) },
    html: tidyHtml(text.html),
    codes: tags.codes,
    extras: withOthers(text.extras, others),
  };
}

/** What came along with the text in one message: its pictures, mostly. */
function withOthers(extras: TextItem['extras'], others: readonly Element[]): TextItem['extras'] {
  if (others.length === 0) return extras;
  const items = others.map((item) => ({
    item: item.name,
    guid: attributeOf(item, 'guid'),
    ...extrasOf(item, undefined, false),
  }));
  const images = others.flatMap((item) => pictureOf(item, undefined, false));
  return joinedExtras(extras, { items, ...(images.length > 0 && { images }) });
}

/** Why there is no article in it: what it is instead. */
function withoutText([item]: readonly Element[]): UploadRefused {
  if (item?.name === 'packageItem') {
    const message = 'This is a package: it points to articles and holds none. Upload the articles that it lists.';
    return new UploadRefused('package-only', message, placeOf(item));
  }
  const kind = localCode(childOf(item, 'itemMeta', 'itemClass')) ?? item?.name;
  const what = kind === undefined || kind === 'text' || kind === 'newsitem' ? '' : `, as it is a ${kind}`;
  const message = `There is no text in its contentSet${what}. Upload the article with its text in inlineXML or inlineData.`;
  return new UploadRefused('no-text', message, item && placeOf(item));
}
