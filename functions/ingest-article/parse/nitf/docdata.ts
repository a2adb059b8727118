import type { Fields } from '../fields.ts';
import { extendedTime, statedFields, versionOf } from '../wire/stated-fields.ts';
import type { Topic } from '../wire/topics.ts';
import { attributeOf, childOf, childrenOf, type Element, placeOf } from '../xml/element.ts';

const NAME_LENGTH = 200;

/** What `docdata` says of the document. `owner` is who numbers its documents. */
export function docdataFields(docdata: Element | undefined, owner: string | undefined): Fields {
  if (!docdata) return {};
  const at = (name: string) => placeOf(childOf(docdata, name) ?? docdata);
  const time = (name: string) => extendedTime(attributeOf(childOf(docdata, name), 'norm'));
  return statedFields(
    ['guid', guidOf(childOf(docdata, 'doc-id'), owner), at('doc-id')],
    ['documentVersion', versionOf(attributeOf(childOf(docdata, 'du-key'), 'version')), at('du-key')],
    ['documentTime', time('date.issue'), at('date.issue')],
    ['embargoed', time('date.release'), at('date.release')],
    ['expires', time('date.expire'), at('date.expire')],
    ['pubStatus', statusOf(docdata, time('date.release')), placeOf(docdata)],
    ['correctionNote', attributeOf(childOf(docdata, 'correction'), 'info'), at('correction')],
  );
}

/** An id that is a URI or long stands by itself; `22751909` is unique at its agency only, and gets the agency's name. */
function guidOf(id: Element | undefined, owner: string | undefined): string | undefined {
  const text = attributeOf(id, 'id-string');
  const source = attributeOf(id, 'regsrc') ?? owner;
  if (text === undefined || source === undefined) return text;
  if (/[:/@]/.test(text) || text.length >= 32 || text.toLowerCase().startsWith(source.toLowerCase())) return text;
  return `${source.slice(0, NAME_LENGTH)}:${text}`;
}

/** NITF's fourth status is `embargoed`: with a time it is an embargo, and without one nobody may publish it. */
function statusOf(docdata: Element, release: string | undefined): string | undefined {
  const status = attributeOf(docdata, 'management-status')?.toLowerCase();
  return status === 'embargoed' ? (release ? 'usable' : 'withheld') : status;
}

/** The subjects of `tobject`, each by its most particular name, then the keywords. */
export function topicsOf(head: Element | undefined): Topic[] {
  const subjects = childrenOf(childOf(head, 'tobject'), 'tobject.subject').flatMap((subject): Topic[] => {
    const attribute = (name: string) => attributeOf(subject, `tobject.subject.${name}`);
    const name = attribute('detail') ?? attribute('matter') ?? attribute('type');
    const [code, owner] = [attribute('refnum'), attribute('ipr') ?? 'IPTC'];
    return name === undefined ? [] : [{ name, code: code && `${owner === 'IPTC' ? 'subj' : owner}:${code}` }];
  });
  const keywords = childrenOf(childOf(head, 'docdata', 'key-list'), 'keyword')
    .flatMap((keyword) => attributeOf(keyword, 'key') ?? [])
    .flatMap((key) => key.split(/[,;]/))
    .filter((key) => key.trim() !== '');
  return [...subjects, ...keywords.map((name) => ({ name }))];
}

/** Every name of the subjects, the general ones too, and the document's type: for its section. */
export const categoriesOf = (head: Element | undefined): string[] => {
  const tobject = childOf(head, 'tobject');
  const names = childrenOf(tobject, 'tobject.subject').flatMap((subject) =>
    ['detail', 'matter', 'type'].flatMap((name) => attributeOf(subject, `tobject.subject.${name}`) ?? []),
  );
  return [...names, attributeOf(tobject, 'tobject.type') ?? ''];
};
