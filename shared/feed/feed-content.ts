import type { ArticleImages } from '../article/article-images.ts';
import { bodyWithImages, figure, type ImageBase } from '../article/figure.ts';
import { markup, trusted } from '../markup.ts';
import type { Site } from '../site.ts';
import { wordsIn } from '../words.ts';

interface Told {
  articleId: string;
  language: string;
  /** Of the article's document: clean, and within the allow-list. */
  bodyHtml: string;
  correctionNote?: string | undefined;
}

/**
 * An article's whole text as HTML that can be read anywhere: what was corrected, and the body with its images, as the page at `url` has
 * it. All addresses are absolute; links to footnotes lead to those of the page, since nobody knows what else has their ids.
 */
export function feedContent(
  { articleId, language, bodyHtml, correctionNote }: Told,
  images: ArticleImages,
  { site, url }: { site: Pick<Site, 'url'>; url: string },
): string {
  const base: ImageBase = { articleId, origin: site.url, isPlain: true };
  const body = bodyWithImages(bodyHtml, images, base)
    .replace(NOTE_ID, '$1')
    .replace(TO_NOTE, (_, before: string) => `${before}${markup`${url}`.text}#`);
  return markup`${correctionNote && markup`<p><strong>${wordsIn(language).correction}:</strong> ${correctionNote}</p>\n`}${images.lead ? markup`${figure(images.lead, base)}\n` : undefined}${trusted(body)}${images.after.map((image) => markup`\n${figure(image, base)}`)}`
    .text;
}

/** The ids and roles that footnotes have, the only ones in a body; and where links within it lead. */
const NOTE_ID = /(<(?:a|li)(?: href="[^"]*")?) id="[^"]*"/g;
const TO_NOTE = /(<a href=")#/g;
