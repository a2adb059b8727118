import { parseTime } from '../../../../shared/article/zoned-time.ts';
import type { Settings } from '../../../../shared/settings.ts';
import { type FieldName, type Fields, isUrl, pubStatusOf } from '../fields.ts';
import { readLanguage, readList, readText, readUrl } from '../read-fields.ts';
import { sectionHint } from '../wire/section-hint.ts';
import type { PageStatements } from './page-statements.ts';
import { webTime } from './web-time.ts';

/**
 * Where each field is looked for, the most trusted place first: see ADR 0024. The first that can be read as the field gives it; a
 * page was made for a browser, so what cannot be read is passed over, and no reason to refuse the page.
 */
const TRUST: readonly (readonly [FieldName, readonly string[]])[] = [
  ['headline', ['ld.headline', 'page.title', 'text.headline']],
  ['subheadline', ['ld.alternativeHeadline']],
  ['authors', ['ld.author', 'dc.creator', 'article:author', 'author', 'parsely-author', 'sailthru.author']],
  ['byline', ['page.byline', 'text.byline']],
  ['dateline', ['ld.dateline', 'text.dateline']],
  [
    'credit',
    [
      'ld.creditText',
      'text.credit',
      'ld.sourceOrganization',
      'ld.provider',
      'ld.publisher',
      'dc.publisher',
      'og:site_name',
    ],
  ],
  ['usageterms', ['ld.usageInfo', 'ld.license', 'link.license', 'ld.copyrightNotice', 'dc.rights', 'copyright']],
  ['canonicalSource', ['link.canonical', 'og:url', 'ld.mainEntityOfPage', 'ld.url', 'text.canonicalSource', 'ld.@id']],
  ['section', ['ld.articleSection', 'article:section', 'section', 'parsely-section']],
  [
    'tags',
    [
      'ld.keywords',
      'article:tag',
      'news_keywords',
      'keywords',
      'parsely-tags',
      'sailthru.tags',
      'dc.subject',
      'text.tags',
    ],
  ],
  ['language', ['ld.inLanguage', 'html.lang', 'content-language', 'dc.language', 'language', 'og:locale']],
  [
    'summary',
    ['ld.description', 'og:description', 'description', 'dc.description', 'twitter:description', 'ld.abstract'],
  ],
  ['pubStatus', ['ld.creativeWorkStatus']],
  [
    'publishAt',
    [
      'ld.datePublished',
      'article:published_time',
      'datepublished',
      'dc.issued',
      'dc.date.issued',
      'dc.date',
      'parsely-pub-date',
      'sailthru.date',
      'pubdate',
      'publish-date',
      'date',
      'time.published',
    ],
  ],
  ['expires', ['ld.expires', 'article:expiration_time']],
  [
    'documentTime',
    [
      'ld.dateModified',
      'article:modified_time',
      'og:updated_time',
      'datemodified',
      'dc.modified',
      'dc.date.modified',
      'time.modified',
    ],
  ],
  ['documentVersion', ['ld.version']],
  ['correctionNote', ['ld.correction']],
];

/** Names that only a newsroom's own system writes. They mean what they say, and are refused if that cannot be read. */
const OWN: readonly (readonly [FieldName, readonly string[]])[] = [
  ['headline', ['headline']],
  ['subheadline', ['subheadline']],
  ['slug', ['slug']],
  ['dateline', ['dateline']],
  ['credit', ['credit']],
  ['usageterms', ['usageterms']],
  ['canonicalSource', ['canonicalsource']],
  ['pubStatus', ['pubstatus']],
  ['publishAt', ['publishat']],
  ['embargoed', ['embargoed', 'embargo']],
  ['correctionNote', ['correctionnote']],
  ['guid', ['guid']],
];

const MOST_TAGS = 30;
const MOST_AUTHORS = 50;

/** The fields that a page states, and the places whose words are in them. */
export function chooseFields(
  said: PageStatements,
  key: string,
  settings: Settings,
): { fields: Fields; used: Set<string> } {
  const fields: Fields = {};
  const used = new Set<string>();
  for (const [name, places] of OWN) {
    const place = places.find((candidate) => said.get(candidate).length > 0);
    if (place === undefined) continue;
    fields[name] = { values: said.get(place).slice(0, 1), at: `meta ${place}` };
    used.add(place);
  }
  for (const [name, places] of TRUST) {
    for (const place of fields[name] ? [] : places) {
      const values = read(name, said.get(place), { key, settings, language: fields.language?.values[0] });
      if (values.length === 0) continue;
      fields[name] = { values, at: place, ...(isListed(name) && { isList: true }) };
      // Of a list that was cut, the whole is kept beside the fields.
      if (!isListed(name) || values.length === listed(name, said.get(place)).length) used.add(place);
      break;
    }
  }
  return { fields, used };
}

const isListed = (name: FieldName): name is 'authors' | 'tags' => name === 'authors' || name === 'tags';

interface Reader {
  key: string;
  settings: Settings;
  /** Of the page, as far as it says so: by it `03/04/2026` is one day and not two. */
  language: string | undefined;
}

/** The values as the field can take them; none when they cannot be read as what the field is. */
function read(name: FieldName, values: readonly string[], { key, settings, language }: Reader): readonly string[] {
  switch (name) {
    case 'authors':
      return listed(name, values).slice(0, MOST_AUTHORS);
    case 'tags':
      return listed(name, values).slice(0, MOST_TAGS);
    case 'canonicalSource':
      return firstOf(values, (value) => readable(() => readUrl(stating(name, value), name)));
    case 'language':
      return firstOf(values, (value) => readable(() => readLanguage(stating(name, value))));
    case 'section':
      return firstOf(values, (value) => sectionHint([value], key, settings));
    case 'pubStatus':
      return firstOf(values, (value) => readable(() => pubStatusOf({ values: [value], at: name })));
    case 'publishAt':
    case 'expires':
    case 'documentTime':
      return firstOf(values, (value) => {
        const time = webTime(value, language);
        return parseTime(time, settings.defaultZone) ? time : undefined;
      });
    case 'documentVersion':
      return firstOf(values, (value) => (/^\d{1,15}(?:\.\d{1,6})?$/.test(value) ? value : undefined));
    default:
      return firstOf(values, (value) => readable(() => readText(stating(name, value), name)));
  }
}

const stating = (name: FieldName, value: string): Fields => ({ [name]: { values: [value], at: name } });

function firstOf(values: readonly string[], as: (value: string) => string | undefined): string[] {
  for (const value of values) {
    const text = as(value);
    if (text !== undefined) return [text];
  }
  return [];
}

/** Names and keywords: an author that is a URL is the address of a profile, and a list may be one text with commas. */
function listed(name: 'authors' | 'tags', values: readonly string[]): readonly string[] {
  const texts = values.filter((value) => !isUrl(value));
  return readable(() => readList({ [name]: { values: texts, at: name } }, name)) ?? [];
}

function readable<T>(readIt: () => T): T | undefined {
  try {
    return readIt();
  } catch {
    return undefined;
  }
}
