import { articleHtml, textOfArticleHtml } from '../../../shared/article/article-html.ts';
import { oneLine } from '../../../shared/article/clean-text.ts';
import type { ArticleDocument } from '../../../shared/article/document.ts';
import type { Settings } from '../../../shared/settings.ts';
import { checkBody } from './complexity.ts';
import { deriveHeadline } from './derive-headline.ts';
import { detectLanguage } from './detect-language.ts';
import { type Fields, pubStatusOf } from './fields.ts';
import type { Draft } from './format.ts';
import { imageNamesOf, nameOthers } from './name-images.ts';
import { readId, readLanguage, readList, readNumber, readText, readTime, readUrl, statedAt } from './read-fields.ts';
import { sectionOf } from './section.ts';
import { givenSlug, slugOf } from './slug.ts';
import { summarise } from './summarise.ts';
import { UploadRefused } from './upload-refused.ts';
import { countWords, readingMinutes } from './word-count.ts';

const MOST_TAGS = 30;
const MOST_AUTHORS = 50;

/** Makes the document of what a format found, the same for every format. Throws `UploadRefused`. */
export function normalise(draft: Draft, format: string, key: string, settings: Settings): ArticleDocument {
  const { fields } = draft;
  checkBody(draft.html);
  const names = imageNamesOf(draft, key);
  const bodyHtml = articleHtml(draft.html, { take: names.take, noteMark: draft.noteMark }).trim();
  nameOthers(names, draft);
  const bodyText = textOfArticleHtml(bodyHtml);
  if (!/[\p{L}\p{N}]/u.test(bodyText)) {
    throw new UploadRefused('no-text', 'There is no text for the body of the article in it. Write some.');
  }
  const stated = readText(fields, 'headline');
  const headline = stated ?? deriveHeadline(bodyText);
  const canonicalSource = readUrl(fields, 'canonicalSource');
  const { language, languageSource } = languageOf(fields, bodyText, settings);
  const words = countWords(bodyText, language);
  const slug = readText(fields, 'slug');
  return {
    schemaVersion: 1,
    format,
    headline,
    headlineSource: stated ? 'declared' : 'derived',
    subheadline: readText(fields, 'subheadline'),
    slug: slug ? givenSlug(slug) : slugOf(headline, canonicalSource),
    ...writersOf(fields),
    dateline: readText(fields, 'dateline'),
    credit: readText(fields, 'credit'),
    usageterms: readText(fields, 'usageterms'),
    canonicalSource,
    section: sectionOf(fields, key, settings),
    tags: tagsOf(fields, draft.codes),
    language,
    languageSource,
    summary: summarise(readText(fields, 'summary') ?? bodyText),
    bodyHtml,
    bodyText,
    ...(names.images.length > 0 && { images: names.images }),
    wordCount: words,
    readingMinutes: readingMinutes(words),
    pubStatus: fields.pubStatus ? pubStatusOf(fields.pubStatus) : 'usable',
    ...timesOf(fields, settings.defaultZone),
    correctionNote: readText(fields, 'correctionNote'),
    guid: readId(fields, 'guid'),
    id: readId(fields, 'id'),
    documentVersion: readNumber(fields, 'documentVersion'),
    extras: { ...draft.extras, ...(names.leftOut.length > 0 && { imagesLeftOut: names.leftOut }) },
  };
}

function languageOf(
  fields: Fields,
  bodyText: string,
  settings: Settings,
): Pick<ArticleDocument, 'language' | 'languageSource'> {
  const declared = readLanguage(fields);
  if (declared) return { language: declared, languageSource: 'declared' };
  const detected = detectLanguage(bodyText);
  if (detected) return { language: detected, languageSource: 'derived' };
  return { language: settings.defaultLanguage, languageSource: 'default' };
}

/** What stands behind a name in a byline, and is nobody. */
const JOB =
  /^(?:(?:\p{L}+ ){0,3}(?:writer|reporter|correspondent|editor|columnist|bureau chief)|phóng viên|cộng tác viên)$/iu;

/** What ends the name of a house, and begins nobody's: `O'Neil & Sons` is one, `Linh & Son Tran` are two people. */
const HOUSE = String.raw`(?:sons?|daughters|brothers|bros|sisters|partners?|associates|company|co|family|friends)\.?\s*(?:ltd|inc|llc|plc)?\.?\s*(?:$|[,;&]|(?:and|và)\s)`;

const BETWEEN_NAMES = new RegExp(String.raw`\s*[,;]\s*|\s*&(?!\s*${HOUSE})\s*|\s+(?:and|và)(?!\s+${HOUSE})\s+`, 'iu');

/** The byline as it reads, and the people in it. Either is made of the other where only one is stated. */
function writersOf(fields: Fields): { byline: string | undefined; authors: string[] } {
  const listed = readList(fields, 'authors');
  const several =
    fields.byline && (fields.byline.isList || fields.byline.values.length > 1) ? readList(fields, 'byline') : undefined;
  const byline = several ? several.join(', ') : readText(fields, 'byline')?.replace(/^by:?\s+/i, '');
  const inByline =
    several ??
    byline
      ?.split(BETWEEN_NAMES)
      .map(oneLine)
      .filter((name) => name !== '' && !JOB.test(name));
  const authors = listed.length > 0 ? listed : (inByline ?? []);
  if (authors.length > MOST_AUTHORS) {
    const { at } = statedAt(fields, listed.length > 0 ? 'authors' : 'byline');
    throw new UploadRefused('invalid-field', `There are ${authors.length} authors. Name at most ${MOST_AUTHORS}.`, at);
  }
  return { byline: byline ?? (listed.length > 0 ? listed.join(', ') : undefined), authors };
}

function tagsOf(fields: Fields, codes: Draft['codes']): ArticleDocument['tags'] {
  const names = readList(fields, 'tags');
  if (names.length > MOST_TAGS) {
    const message = `There are ${names.length} tags. Keep the ${MOST_TAGS} that matter most.`;
    throw new UploadRefused('too-many-tags', message, statedAt(fields, 'tags').at);
  }
  return names.map((name) => {
    const code = codes?.get(name.toLowerCase());
    return { name, ...(code !== undefined && { code }) };
  });
}

function timesOf(fields: Fields, zone: string) {
  const [publishAt, embargoed, expires, documentTime] = (
    ['publishAt', 'embargoed', 'expires', 'documentTime'] as const
  ).map((name) => readTime(fields, name, zone));
  return {
    publishAt: publishAt?.instant,
    embargoed: embargoed?.instant,
    expires: expires?.instant,
    documentTime: documentTime?.instant,
    zoneAssumed: [publishAt, embargoed, expires, documentTime].some((time) => time?.zoneAssumed) ? zone : undefined,
  };
}
