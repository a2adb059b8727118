import { UploadRefused } from './upload-refused.ts';

export type FieldName =
  | 'headline'
  | 'subheadline'
  | 'slug'
  | 'section'
  | 'byline'
  | 'authors'
  | 'dateline'
  | 'credit'
  | 'usageterms'
  | 'canonicalSource'
  | 'tags'
  | 'language'
  | 'summary'
  | 'pubStatus'
  | 'publishAt'
  | 'embargoed'
  | 'expires'
  | 'correctionNote'
  | 'guid'
  | 'id'
  | 'documentVersion'
  | 'documentTime'
  | 'image'
  | 'imageAlt'
  | 'imageCaption'
  | 'imageCredit';

/** What an upload says of a field, as it was written, and where: `x-amz-meta-expires`, `line 4 (expires)`. */
export interface Stated {
  values: readonly string[];
  at: string;
  /** Each value is one item, commas and all: the source has lists of its own. */
  isList?: boolean;
}

export type Fields = Partial<Record<FieldName, Stated>>;

/** A name and what stands beside it, before anybody knows whether the name means a field. */
export interface Entry extends Stated {
  name: string;
}

/** The names that desks and other systems use, in lowercase and without `-`, `_` and spaces. */
const NAMES = new Map<string, FieldName | 'draft'>([
  ['headline', 'headline'],
  ['title', 'headline'],
  ['subheadline', 'subheadline'],
  ['subtitle', 'subheadline'],
  ['dek', 'subheadline'],
  ['standfirst', 'subheadline'],
  ['slug', 'slug'],
  ['section', 'section'],
  ['category', 'section'],
  ['byline', 'byline'],
  ['author', 'byline'],
  ['authors', 'authors'],
  ['dateline', 'dateline'],
  ['credit', 'credit'],
  ['usageterms', 'usageterms'],
  ['canonicalsource', 'canonicalSource'],
  ['canonicalurl', 'canonicalSource'],
  ['canonical', 'canonicalSource'],
  ['source', 'canonicalSource'],
  ['tags', 'tags'],
  ['keywords', 'tags'],
  ['language', 'language'],
  ['lang', 'language'],
  ['summary', 'summary'],
  ['description', 'summary'],
  ['excerpt', 'summary'],
  ['pubstatus', 'pubStatus'],
  ['status', 'pubStatus'],
  ['draft', 'draft'],
  ['publishat', 'publishAt'],
  ['publishdate', 'publishAt'],
  ['pubdate', 'publishAt'],
  ['date', 'publishAt'],
  ['embargoed', 'embargoed'],
  ['embargo', 'embargoed'],
  ['expires', 'expires'],
  ['expirydate', 'expires'],
  ['correctionnote', 'correctionNote'],
  ['correction', 'correctionNote'],
  ['guid', 'guid'],
  ['id', 'id'],
  ['version', 'documentVersion'],
  ['updated', 'documentTime'],
  ['modified', 'documentTime'],
  ['lastmod', 'documentTime'],
  ['image', 'image'],
  ['images', 'image'],
  ['cover', 'image'],
  ['imagealt', 'imageAlt'],
  ['imagecaption', 'imageCaption'],
  ['imagecredit', 'imageCredit'],
]);

/** The field that a name means, however it is spelled. */
export const fieldNamed = (name: string) => NAMES.get(name.toLowerCase().replace(/[-_ ]/g, ''));

/**
 * Sorts entries into fields and what is left. Where two names mean one field the first speaks, except that the strictest
 * publication status does: of `draft: true` and `pubStatus: usable` the draft wins.
 */
export function sortEntries(entries: Iterable<Entry>): { fields: Fields; rest: Entry[] } {
  const fields: Fields = {};
  const rest: Entry[] = [];
  for (const { name, ...stated } of entries) {
    const { values, at } = stated;
    if (!values.some((value) => value.trim() !== '')) continue;
    const field = fieldNamed(name);
    if (field === undefined) rest.push({ name, ...stated });
    else if (field === 'draft') {
      if (isTrue({ values, at })) state(fields, 'pubStatus', { values: ['withheld'], at });
    } else if (field === 'canonicalSource' && !isUrl(values[0]) && /^source$/i.test(name)) {
      state(fields, 'credit', stated);
    } else if (!state(fields, field, stated)) rest.push({ name, ...stated });
  }
  return { fields, rest };
}

/** False when the field was stated before and keeps what it had. */
function state(fields: Fields, field: FieldName, stated: Stated): boolean {
  const before = fields[field];
  const isStricter = field === 'pubStatus' && before && strictness(stated) > strictness(before);
  if (before && !isStricter) return field === 'pubStatus';
  fields[field] = stated;
  return true;
}

const STATUSES = new Map<string, 'usable' | 'withheld' | 'canceled'>([
  ['usable', 'usable'],
  ['publish', 'usable'],
  ['published', 'usable'],
  ['public', 'usable'],
  ['withheld', 'withheld'],
  ['draft', 'withheld'],
  ['pending', 'withheld'],
  ['private', 'withheld'],
  ['canceled', 'canceled'],
  ['cancelled', 'canceled'],
]);

/** The publication status; refused if we do not know the word, since guessing might publish what must not be. */
export function pubStatusOf(stated: Stated): 'usable' | 'withheld' | 'canceled' {
  const word = stated.values.join(', ').trim().toLowerCase();
  const status = STATUSES.get(word.replace(/^stat:/, ''));
  if (status) return status;
  throw invalidField(stated, `the publication status "${word}" is not known`, 'Use usable, withheld or canceled');
}

const strictness = (stated: Stated) => ['usable', 'withheld', 'canceled'].indexOf(pubStatusOf(stated));

function isTrue(stated: Stated): boolean {
  const word = stated.values.join(', ').trim().toLowerCase();
  if (/^(true|yes|on|1)$/.test(word)) return true;
  if (/^(false|no|off|0)$/.test(word)) return false;
  throw invalidField(stated, `"${word}" is neither true nor false`, 'Write true or false');
}

/** True for an absolute http(s) URL. */
export const isUrl = (text: string | undefined): boolean =>
  text !== undefined && /^https?:\/\/[^\s/]/i.test(text.trim());

/** A refusal that names the field by where it stands. */
export const invalidField = (stated: Stated, problem: string, cure: string): UploadRefused =>
  new UploadRefused('invalid-field', `${stated.at}: ${problem}. ${cure}.`, stated.at);
