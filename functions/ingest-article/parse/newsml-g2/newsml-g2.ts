import type { Settings } from '../../../../shared/settings.ts';
import type { Fields } from '../fields.ts';
import type { Draft, Format, Several, Source } from '../format.ts';
import { UploadRefused } from '../upload-refused.ts';
import { sectionHint } from '../wire/section-hint.ts';
import { statedFields } from '../wire/stated-fields.ts';
import { tidyHtml } from '../wire/tidy-html.ts';
import { tagged } from '../wire/topics.ts';
import { childOf, type Element, placeOf } from '../xml/element.ts';
import { rootNameOf } from '../xml/prolog.ts';
import { readXml } from '../xml/read-xml.ts';
import { type Company, shareOut, skippedOf, withCompany } from './company.ts';
import { itemsOf, localCode, ROOTS } from './items.ts';
import { readItem, type TextItem } from './read-item.ts';

/** As many as one request to the table can tell about. */
const MOST_TEXTS = 100;

/** IPTC's NewsML-G2 2.x: a `newsItem` with text, alone or with others in a `newsMessage`. See ADRs 0051 and 0057. */
export const newsmlG2: Format = {
  name: 'newsml-g2',
  recognises: ({ text }: Source) => text.trimStart().startsWith('<') && ROOTS.has(rootNameOf(text) ?? ''),
  parse,
  boundsItself: true,
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

function parse(source: Source, _given: Fields, settings: Settings): Draft | Several {
  const { texts, others } = readAll(source.text);
  const [text] = texts;
  if (!text) throw withoutText(others);
  if (texts.length === 1) return draftOf(text, { linked: others, loose: [] }, source, settings);
  if (texts.length > MOST_TEXTS) {
    const message = `There are ${texts.length} articles in this message. Send at most ${MOST_TEXTS} in one.`;
    throw new UploadRefused('too-many-items', message, text.fields.guid?.at);
  }
  const companies = shareOut(texts, others);
  const drafts = texts.map((each, i) => ({
    guid: each.fields.guid?.values[0],
    ...draftOf(each, companies[i] ?? { linked: [], loose: [] }, source, settings),
  }));
  return { drafts, skipped: skippedOf(others) };
}

function draftOf(text: TextItem, company: Company, source: Source, settings: Settings): Draft {
  const at = 'contentMeta (subject)';
  const tags = tagged(text.topics, at);
  const section = sectionHint(text.categories, source.key, settings);
  return {
    fields: { ...text.fields, ...tags.fields, ...statedFields(['section', section, at]) },
    html: tidyHtml(text.html),
    codes: tags.codes,
    extras: withCompany(text.extras, company),
  };
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
