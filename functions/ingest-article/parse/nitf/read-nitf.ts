import type { Fields } from '../fields.ts';
import { withoutDash } from '../wire/byline.ts';
import { fitted, languageTag, overflow, statedFields } from '../wire/stated-fields.ts';
import type { Topic } from '../wire/topics.ts';
import { attributeOf, childOf, childrenOf, type Element, placeOf, textOf } from '../xml/element.ts';
import { plainOf } from '../xml/plain.ts';
import { nitfHtml } from './body-html.ts';
import { bylineFields } from './byline.ts';
import { categoriesOf, docdataFields, topicsOf } from './docdata.ts';
import { mediaIn, mediaOf } from './media.ts';

/** What a NITF document says, whether it came by itself or within a NewsML-G2 item. */
export interface Nitf {
  fields: Fields;
  topics: Topic[];
  /** Names for the section that it may belong to. */
  categories: string[];
  html: string;
  extras: Record<string, unknown>;
}

/** Summaries are cut where the feeds cut them. */
const SUMMARY = 200;

/** What has become a field, so that `extras.nitf` holds the rest. */
const IN_FIELDS = new Set(['hedline', 'byline', 'distributor', 'abstract', 'key-list', 'media', 'body.content']);

/** Reads the `nitf` element of NITF 3.x. */
export function readNitf(nitf: Element): Nitf {
  const head = childOf(nitf, 'head');
  const bodyHead = childOf(nitf, 'body', 'body.head');
  const content = childOf(nitf, 'body', 'body.content');
  const docdata = childOf(head, 'docdata');
  const distributor = textOf(childOf(bodyHead, 'distributor'));
  const owner = distributor ?? textOf(childOf(bodyHead, 'rights', 'rights.owner'));
  const language = languageTag(attributeOf(nitf, 'xml:lang') ?? attributeOf(nitf, 'baselang'));
  const abstract = textOf(childOf(bodyHead, 'abstract'));
  const usageterms = usagetermsOf(bodyHead, docdata);
  const at = (element: Element | undefined) => placeOf(element ?? nitf);
  const headlines = childrenOf(childOf(bodyHead, 'hedline'), 'hl2');
  const headline = childOf(bodyHead, 'hedline', 'hl1');
  const images = mediaIn(content).flatMap((media) => mediaOf(media) ?? []);
  const urgency = attributeOf(childOf(docdata, 'urgency'), 'ed-urg');
  return {
    fields: {
      ...docdataFields(docdata, owner ?? attributeOf(childOf(docdata, 'doc.copyright'), 'holder')),
      ...bylineFields(childrenOf(bodyHead, 'byline'), language),
      ...statedFields(
        ['headline', textOf(headline) ?? textOf(childOf(head, 'title')), at(headline)],
        ['subheadline', fitted(subheadlineOf(headlines, textOf(headline))), at(headlines[0])],
        [
          'dateline',
          withoutDash(textOf(childOf(bodyHead, 'dateline', 'location')) ?? datelineText(bodyHead)),
          at(bodyHead),
        ],
        ['credit', distributor ?? owner, at(bodyHead)],
        ['usageterms', fitted(usageterms), at(bodyHead)],
        ['summary', fitted(abstract), at(bodyHead)],
        ['language', language, placeOf(nitf)],
      ),
    },
    topics: topicsOf(head),
    categories: categoriesOf(head),
    html: [content, ...childrenOf(childOf(nitf, 'body', 'body.end'), 'tagline')]
      .map((part) => (part === undefined ? '' : part === content ? nitfHtml(part) : `<p>${nitfHtml(part)}</p>`))
      .join('\n'),
    extras: {
      ...(urgency && { urgency: Number(urgency) || urgency }),
      ...(images.length > 0 && { images }),
      ...overflow('abstract', abstract, SUMMARY),
      ...overflow('usageterms', usageterms),
      ...restOf(nitf),
    },
  };
}

/** The lines below the headline, without one that only says it again. */
const subheadlineOf = (lines: readonly Element[], headline: string | undefined) =>
  lines
    .flatMap((line) => textOf(line) ?? [])
    .filter((line) => line !== headline)
    .join(' – ') || undefined;

/** A dateline that is text alone; a date by itself, as `story.date` is, names no place. */
function datelineText(bodyHead: Element | undefined): string | undefined {
  const text = textOf(childOf(bodyHead, 'dateline'));
  return text && /\p{L}{3}/u.test(text) ? text : undefined;
}

/** What the rights say beside whose they are. */
function usagetermsOf(bodyHead: Element | undefined, docdata: Element | undefined): string | undefined {
  const rights = childOf(bodyHead, 'rights');
  const terms = textOf(rights)
    ?.replace(textOf(childOf(rights, 'rights.owner')) ?? '', '')
    .trim();
  return terms || attributeOf(childOf(docdata, 'doc.rights'), 'agent') || undefined;
}

function restOf(nitf: Element): Record<string, unknown> {
  const parts: [string, Element | undefined][] = [
    ['head', childOf(nitf, 'head')],
    ['bodyHead', childOf(nitf, 'body', 'body.head')],
    ['bodyEnd', childOf(nitf, 'body', 'body.end')],
  ];
  const rest = parts.flatMap(([name, part]) => {
    const plain = part && plainOf(part, IN_FIELDS);
    return plain === undefined ? [] : [[name, plain] as const];
  });
  return rest.length > 0 ? { nitf: Object.fromEntries(rest) } : {};
}
