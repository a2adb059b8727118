import { singleSpaced } from '../../../../shared/article/clean-text.ts';
import { textOrHtml } from '../wire/wire-text.ts';
import { objectsIn, textIn, textOf } from './members.ts';
import type { JsonObject } from './read-json.ts';

/** One text of several that an item has for a headline, a body or a description. */
export interface Variant {
  /** The path of its member: `bodies[1]`, `body_xhtml`. */
  at: string;
  /** Its role in lowercase: `main`, `richtext`, or what follows `body_`; empty where it has none. */
  role: string;
  value: string;
  isHtml: boolean;
}

/**
 * The texts of one kind, whichever ninjs it is: `body_*` and `headline*` of ninjs 1, `bodies[]` and `headlines[]` of 2 and 3.
 * Members without text are left out.
 */
export function variantsOf(item: JsonObject, single: string, plural: string): Variant[] {
  const members = Object.entries(item).flatMap(([name, value]): Variant[] => {
    const lower = name.toLowerCase();
    const text = textOf(value);
    if (text === undefined || (lower !== single && !lower.startsWith(`${single}_`))) return [];
    const role = lower.slice(single.length + 1);
    return [{ at: name, role, value: text, isHtml: /html|rich/.test(role) }];
  });
  const listed = objectsIn(item[plural]).flatMap((each, i): Variant[] => {
    const text = textIn(each, 'value');
    if (text === undefined) return [];
    const type = textIn(each, 'contentType') ?? '';
    const role = (textIn(each, 'role') ?? '').toLowerCase().replace(/^.*[:/#]/, '');
    return [
      { at: `${plural}[${i}]`, role, value: text, isHtml: /html/i.test(type) || (type === '' && /rich/.test(role)) },
    ];
  });
  return [...members, ...listed];
}

/** The main one: with markup before without, by role, and of equals the first. */
export function mainOf(variants: readonly Variant[], roles: RegExp): Variant | undefined {
  const rank = ({ role, isHtml }: Variant) => (isHtml ? 0 : 2) + (role === '' || roles.test(role) ? 0 : 1);
  return variants.toSorted((a, b) => rank(a) - rank(b))[0];
}

/** A variant as HTML. A text that is written in HTML is HTML, whatever it says it is. */
export const htmlOf = ({ value, isHtml }: Variant): string =>
  isHtml && /<[a-z]/i.test(value) ? value : isHtml && /&[#a-z]/i.test(value) ? `<p>${value}</p>` : textOrHtml(value);

/** A variant as text on one line. */
export const plainTextOf = ({ value, isHtml }: Variant): string =>
  singleSpaced(isHtml ? value.replace(/<[^<>]*>/g, ' ') : value);
