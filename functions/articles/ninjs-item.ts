import * as z from 'zod';
import type { Article } from '../../shared/article/article.ts';
import type { ArticleImages, ShownImage } from '../../shared/article/article-images.ts';
import { articleUrl } from '../../shared/article/article-url.ts';
import { type ArticleDocument, pubStatus } from '../../shared/article/document.ts';
import { bodyWithImages, type ImageBase } from '../../shared/article/figure.ts';
import { type Site, sectionName, tagUri } from '../../shared/site.ts';
import { instant } from '../../shared/time.ts';
import { webUrl } from '../../shared/web-url.ts';
import { imageBodyOf } from './image-body.ts';

const said = z.object({ role: z.string(), contentType: z.enum(['text/plain', 'text/html']), value: z.string() });
const subject = z.object({
  name: z.string(),
  rel: z.literal('about').exactOptional(),
  uri: z.url().exactOptional(),
  literal: z.string().exactOptional(),
});
const rendition = z.object({
  name: z.string(),
  href: z.url(),
  contentType: z.string().exactOptional(),
  width: z.int().exactOptional(),
  height: z.int().exactOptional(),
  sizeInBytes: z.int().exactOptional(),
});
const picture = z.object({
  name: z.string(),
  uri: z.url(),
  type: z.literal('picture'),
  descriptions: z.array(said),
  infoSources: z.array(z.object({ name: z.string() })).exactOptional(),
  renditions: z.array(rendition),
});

/** An item of IPTC's ninjs 3.0, with those of its members that an article has something to say in. */
export const ninjsItem = z
  .object({
    standard: z.object({ name: z.literal('ninjs'), version: z.literal('3.0'), schema: z.url() }),
    uri: z.string(),
    type: z.literal('text'),
    representationType: z.literal('full'),
    version: z.string(),
    firstCreated: instant,
    versionCreated: instant,
    pubStatus,
    expires: instant.exactOptional(),
    language: z.string(),
    slugline: z.string(),
    headlines: z.array(said),
    descriptions: z.array(said),
    bodies: z.array(said.extend({ charCount: z.int(), wordCount: z.int() })),
    by: z.string().exactOptional(),
    located: z.string().exactOptional(),
    usageTerms: z.string().exactOptional(),
    people: z.array(z.object({ name: z.string(), rel: z.literal('author') })),
    infoSources: z.array(z.object({ name: z.string() })).exactOptional(),
    subjects: z.array(subject),
    altIds: z.array(z.object({ role: z.string(), value: z.string() })),
    renditions: z.array(rendition),
    associations: z.array(picture),
  })
  .meta({ id: 'NinjsItem' });

const STANDARD = {
  name: 'ninjs',
  version: '3.0',
  schema: 'https://www.iptc.org/std/ninjs/ninjs-schema_3.0.json',
} as const;

/** A visible article as a ninjs item: with body as HTML and as text, and its images as associated pictures. */
export function ninjsItemOf(
  a: Article & { publishedAt: string },
  document: ArticleDocument,
  images: ArticleImages | undefined,
  site: Site,
): z.infer<typeof ninjsItem> {
  const base = { articleId: a.id, origin: site.url };
  const html = bodyWithImages(document.bodyHtml, images, base);
  const size = (text: string) => ({ charCount: [...text].length, wordCount: a.wordCount });
  return {
    standard: STANDARD,
    uri: tagUri(site, `article/${a.id}`),
    type: 'text',
    representationType: 'full',
    version: String(a.version),
    firstCreated: a.publishedAt,
    versionCreated: a.updatedAt,
    pubStatus: a.pubStatus,
    ...(a.expires !== undefined && { expires: a.expires }),
    language: a.language,
    slugline: a.slug,
    headlines: [...plain('main', a.headline), ...plain('subheadline', document.subheadline)],
    descriptions: [...plain('summary', a.summary), ...plain('correction', a.correctionNote)],
    bodies: [
      { role: 'main', contentType: 'text/html', value: html, ...size(html) },
      { role: 'text', contentType: 'text/plain', value: document.bodyText, ...size(document.bodyText) },
    ],
    ...(a.byline !== undefined && { by: a.byline }),
    ...(document.dateline !== undefined && { located: document.dateline }),
    ...(a.usageterms !== undefined && { usageTerms: a.usageterms }),
    people: a.authors.map((name) => ({ name, rel: 'author' })),
    ...(a.credit !== undefined && { infoSources: [{ name: a.credit }] }),
    subjects: [...document.tags.map(subjectOf), { name: sectionName(site, a.section), literal: a.section }],
    altIds: [
      { role: 'article', value: a.id },
      ...(document.guid === undefined ? [] : [{ role: 'source', value: document.guid }]),
      ...(a.canonicalSource === undefined ? [] : [{ role: 'canonicalSource', value: a.canonicalSource }]),
    ],
    renditions: [{ name: 'page', href: articleUrl(site, a), contentType: 'text/html' }],
    associations: (images?.all ?? []).flatMap((image, i) => pictureOf(`picture-${i + 1}`, image, base)),
  };
}

const plain = (role: string, value: string | undefined): z.infer<typeof said>[] =>
  value ? [{ role, contentType: 'text/plain', value }] : [];

/** Codes of IPTC's own scheme have URIs; those of others are kept as the source wrote them. */
function subjectOf({ name, code }: ArticleDocument['tags'][number]): z.infer<typeof subject> {
  const topic = /^medtop:(\d+)$/.exec(code ?? '')?.[1];
  const uri = topic === undefined ? webUrl(code) : `http://cv.iptc.org/newscodes/mediatopic/${topic}`;
  if (uri !== undefined) return { name, rel: 'about', uri };
  return { name, rel: 'about', ...(code !== undefined && { literal: code }) };
}

function pictureOf(name: string, image: ShownImage, base: ImageBase): z.infer<typeof picture>[] {
  const { url, alt, caption, credit, renditions } = imageBodyOf(image, base);
  if (url === null) return [];
  return [
    {
      name,
      uri: url,
      type: 'picture',
      descriptions: [...plain('caption', caption ?? undefined), ...plain('alt', alt ?? undefined)],
      ...(credit !== null && { infoSources: [{ name: credit }] }),
      renditions: renditions.map((each) => ({
        name: String(each.width),
        href: each.url,
        contentType: each.type,
        width: each.width,
        height: each.height,
        sizeInBytes: each.bytes,
      })),
    },
  ];
}
