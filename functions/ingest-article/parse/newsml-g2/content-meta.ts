import type { Fields } from '../fields.ts';
import { namesInByline, withoutDash } from '../wire/byline.ts';
import { fitted, languageTag, statedFields } from '../wire/stated-fields.ts';
import { type Topic, topicCode } from '../wire/topics.ts';
import { attributeOf, childOf, childrenOf, type Element, placeOf, textOf } from '../xml/element.ts';
import { assertedNames, codeOf } from './items.ts';
import { conceptName, inLanguage, nameOf, roleOf } from './names.ts';

/** The language of an item's text: its first `language`, else that of the item itself. */
export const languageOf = (item: Element): string | undefined =>
  languageTag(attributeOf(childOf(item, 'contentMeta', 'language'), 'tag') ?? attributeOf(item, 'xml:lang'));

/** What `contentMeta` and `rightsInfo` say of the text. */
export function contentMetaFields(item: Element, language: string | undefined): Fields {
  const meta = childOf(item, 'contentMeta');
  const all = (name: string) => childrenOf(meta, name);
  const first = (name: string) => inLanguage(all(name), language) ?? all(name)[0];
  const at = (name: string) => placeOf(childOf(meta, name) ?? meta ?? item);
  const headlines = all('headline');
  const sub = headlines.filter((headline) => /sub|deck|secondary/.test(roleOf(headline) ?? ''));
  const main = headlines.filter((headline) => !sub.includes(headline));
  const authors = all('creator')
    .filter(isAuthor)
    .flatMap((creator) => nameOf(creator, language) ?? []);
  const rights = childOf(item, 'rightsInfo');
  const summary = all('description').filter((each) => !/caption/.test(roleOf(each) ?? ''));
  return statedFields(
    ['headline', textOf(inLanguage(main, language) ?? main[0]), at('headline')],
    ['subheadline', fitted(textOf(sub[0])), at('headline')],
    ['byline', namesInByline(textOf(first('by')), language), at('by')],
    ['authors', authors.length > 0 ? authors : undefined, at('creator')],
    ['dateline', withoutDash(textOf(first('dateline'))) ?? nameOf(first('located'), language), at('dateline')],
    ['credit', creditOf(item, language), at('creditline')],
    ['usageterms', fitted(usagetermsOf(rights)), rights ? placeOf(rights) : 'rightsInfo'],
    ['summary', fitted(textOf(inLanguage(summary, language) ?? summary[0])), at('description')],
    ['language', language, at('language')],
  );
}

/** People who wrote it: not its source, nor who took a picture. */
const isAuthor = (creator: Element) => !/source|prov|photo|camera/.test(roleOf(creator) ?? '');

export const usagetermsOf = (rights: Element | undefined): string | undefined =>
  childrenOf(rights, 'usageTerms')
    .flatMap((terms) => textOf(terms) ?? [])
    .join(' ') || undefined;

/** Who is to be credited: the line for it, else the source of the information, else who provides the item, else its owner. */
function creditOf(item: Element, language: string | undefined): string | undefined {
  const meta = childOf(item, 'contentMeta');
  const line = withoutDash(textOf(childOf(meta, 'creditline')));
  return (
    line ||
    (nameOf(childOf(meta, 'infoSource'), language) ??
      textOf(childOf(item, 'itemMeta', 'provider', 'name')) ??
      nameOf(childOf(item, 'rightsInfo', 'copyrightHolder'), language) ??
      nameOf(childOf(item, 'itemMeta', 'provider'), language))
  );
}

/** The subjects that have a name, in the item or in its assertions, and the keywords. A code alone says nothing to readers. */
export function topicsOf(item: Element, language: string | undefined): Topic[] {
  const meta = childOf(item, 'contentMeta');
  const asserted = assertedNames(item);
  const subjects = childrenOf(meta, 'subject').flatMap((subject): Topic[] => {
    const code = codeOf(subject);
    const name =
      conceptName(subject, language) ?? conceptName(code === undefined ? undefined : asserted.get(code), language);
    const own = attributeOf(subject, 'qcode') ?? attributeOf(subject, 'uri');
    return name === undefined || !isTopic(subject) ? [] : [{ name, code: topicCode(own) }];
  });
  const keywords = childrenOf(meta, 'keyword').flatMap((keyword) => textOf(keyword) ?? []);
  return [...subjects, ...keywords.map((name) => ({ name }))];
}

/** What a text is about, not whom or where it mentions: people, organisations, places and events stay in `extras`. */
const isTopic = (subject: Element) => {
  const type = attributeOf(subject, 'type');
  return type === undefined || /:(?:abstract|cat|topic|subject)$/i.test(type);
};

/** What the item calls its categories, for its section: the names of its subjects and the identifiers that have none. */
export const categoriesOf = (item: Element, language: string | undefined): string[] =>
  childrenOf(childOf(item, 'contentMeta'), 'subject').flatMap((subject) => nameOf(subject, language) ?? []);
