import { oneLine } from '../../../../shared/article/clean-text.ts';
import { escapeText } from '../../../../shared/markup.ts';
import type { Settings } from '../../../../shared/settings.ts';
import type { Fields } from '../fields.ts';
import type { Draft, Format, Source } from '../format.ts';
import { isSameText } from '../same-text.ts';
import { readProlog } from '../xml/prolog.ts';
import type { PageDocument, PageElement } from './dom.ts';
import { extractArticle } from './extract-article.ts';
import { type JsonLd, readJsonLd, textsOf } from './json-ld.ts';
import { makeParagraphs } from './make-paragraphs.ts';
import { openPage } from './open-page.ts';
import { pageExtras } from './page-extras.ts';
import { chooseFields } from './page-fields.ts';
import { settleImages, takeImages } from './page-images.ts';
import { PageStatements, readStatements } from './page-statements.ts';
import { takeTextLines } from './text-lines.ts';
import { absolute, baseOf, resolveLinks } from './web-addresses.ts';

/** HTML: a whole page, whose article is found in it, or a piece of HTML, all of which is the article. See ADR 0050. */
export const html: Format = { name: 'html', recognises, parse, boundsItself: true };

const ROOTS =
  /^(?:html|head|body|title|meta|link|base|article|main|section|header|footer|aside|nav|div|p|h[1-6]|ul|ol|dl|table|figure|picture|img|blockquote|pre|hr|br|center|font|span|a|b|strong|em|i|u|small|script|style|noscript|form|svg)$/i;
const NAMED = /\.x?html?$/i;
const TYPED = /^(?:text\/html|application\/xhtml\+xml)$/;
const ANY_TAG = /<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>/i;

function recognises({ text, key, mediaType }: Source): boolean {
  const { root } = readProlog(text);
  if (root !== undefined) return ROOTS.test(root);
  return (NAMED.test(key) || TYPED.test(mediaType ?? '')) && ANY_TAG.test(text);
}

function parse(source: Source, given: Fields, settings: Settings): Draft {
  const { document, isWhole } = openPage(source.text);
  const { said, jsonLd } = isWhole ? readStatements(document) : { said: new PageStatements(), jsonLd: readJsonLd([]) };
  const base = baseOf(document, said);
  settleImages(document.body, base);
  const root = isWhole ? articleOf(source.text, document, said) : document.body;
  resolveLinks(root, base);
  // Once more, for those that the article's finder has brought out of a `noscript`.
  settleImages(root, base);
  const images = takeImages(root);
  const embeds = takeEmbeds(root, base);
  if (!said.has('ld.headline') && !said.has('page.title')) takeHeading(root, given, said);
  makeParagraphs(root, document);
  takeTextLines(root, said);
  const { fields, used } = chooseFields(said, source.key, settings);
  const body = statedBody(root.textContent, jsonLd) ?? root.innerHTML;
  return { fields, html: body, extras: pageExtras({ said, used, jsonLd, images, embeds }) };
}

function articleOf(text: string, document: PageDocument, said: PageStatements): PageElement {
  const article = extractArticle(document);
  said.add('page.title', article?.title ?? '');
  said.add('page.byline', article?.byline ?? '');
  return article?.root ?? openPage(text).document.body;
}

/** Its first `h1` is the headline of an article that states no other, unless the upload gives another one. */
function takeHeading(root: PageElement, given: Fields, said: PageStatements): void {
  const heading = root.querySelector('h1');
  if (!heading || (given.headline && !isSameText(given.headline.values.join(' '), heading.textContent))) return;
  said.add('text.headline', heading.textContent);
  heading.remove();
}

/** Players and the like, which the allow-list leaves out of the body: their addresses. */
function takeEmbeds(root: PageElement, base: string | undefined): string[] {
  const addresses: string[] = [];
  for (const element of root.querySelectorAll('iframe,embed,video,audio,video source,audio source')) {
    const src = element.getAttribute('src');
    if (src) addresses.push(absolute(src, base) ?? src);
  }
  for (const element of root.querySelectorAll('iframe,embed,video,audio')) element.remove();
  return addresses;
}

/** The body as JSON-LD has it, where the page itself holds less than half of that, since a script would have loaded it. */
function statedBody(found: string, jsonLd: JsonLd): string | undefined {
  const [stated = ''] = textsOf(jsonLd.article?.articleBody, jsonLd);
  if (oneLine(stated).length <= 2 * oneLine(found).length) return undefined;
  const paragraphs = stated.split(/\s*\n\s*/).filter((paragraph) => paragraph.trim() !== '');
  return paragraphs.map((paragraph) => `<p>${escapeText(paragraph)}</p>`).join('\n');
}
