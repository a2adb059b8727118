import { type Element, isElement } from './element.ts';

const REFERENCES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (c) => REFERENCES[c] ?? c);

/** Elements that HTML never closes. */
const VOID = new Set(['br', 'hr', 'img', 'wbr', 'col', 'source']);

/** An HTML element around content that is HTML already. Attribute values are text. */
export function htmlElement(name: string, attributes: Iterable<readonly [string, string]>, content: string): string {
  const written = [...attributes].map(([attribute, value]) => ` ${attribute}="${escapeHtml(value)}"`).join('');
  return VOID.has(name) ? `<${name}${written}>` : `<${name}${written}>${content}</${name}>`;
}

/** The content of an element as HTML, each element in it written by `write`, which gets its content as HTML. */
export const contentHtml = (parent: Element, write: (element: Element, content: () => string) => string): string =>
  parent.children
    .map((child) => (isElement(child) ? write(child, () => contentHtml(child, write)) : escapeHtml(child)))
    .join('');

/** XHTML as HTML: names in lowercase, prefixes gone. The allow-list comes after it, so unknown elements may stand. */
export const xhtmlContent = (parent: Element): string =>
  contentHtml(parent, ({ name, attributes }, content) =>
    /^[a-z][a-z0-9]*$/i.test(name)
      ? htmlElement(
          name.toLowerCase(),
          [...attributes].filter(([attribute]) => /^[a-z]+$/i.test(attribute)),
          content(),
        )
      : content(),
  );
