import type { Fields } from '../fields.ts';
import { statedFields, versionOf } from '../wire/stated-fields.ts';
import { attributeOf, childOf, childrenOf, type Element, placeOf, textOf } from '../xml/element.ts';
import { localCode } from './items.ts';

/** What `itemMeta` and the item itself say of its life. `language` is that of the text. */
export function itemMetaFields(item: Element, language: string | undefined): Fields {
  const meta = childOf(item, 'itemMeta');
  const at = (name: string) => placeOf(childOf(meta, name) ?? meta ?? item);
  const embargoed = childOf(meta, 'embargoed');
  return statedFields(
    ['guid', attributeOf(item, 'guid'), placeOf(item)],
    ['documentVersion', versionOf(attributeOf(item, 'version')), placeOf(item)],
    ['documentTime', textOf(childOf(meta, 'versionCreated')), at('versionCreated')],
    ['embargoed', textOf(embargoed), at('embargoed')],
    ['pubStatus', statusOf(meta, embargoed), at('pubStatus')],
    ['correctionNote', isCorrection(meta) ? correctionNote(language) : undefined, at('signal')],
  );
}

/** An embargo without a time has no end that we know of (NewsML-G2, `embargoed`): it is not to be used until a version says. */
function statusOf(meta: Element | undefined, embargoed: Element | undefined): string | undefined {
  const status = localCode(childOf(meta, 'pubStatus'));
  const isEndless = embargoed !== undefined && textOf(embargoed) === undefined;
  return isEndless && (status ?? 'usable') === 'usable' ? 'withheld' : status;
}

const isCorrection = (meta: Element | undefined) =>
  childrenOf(meta, 'signal').some((signal) => localCode(signal) === 'correction');

/** Of our own, for readers: the item's `edNote` speaks to editors and may hold what must not be published. */
const correctionNote = (language: string | undefined) =>
  /^vi\b/i.test(language ?? '') ? 'Bài viết này đã được đính chính.' : 'This article has been corrected.';
