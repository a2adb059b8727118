import { commentWordsIn } from '../comment/comment-words.ts';
import { commentFeedId } from '../comment/feed/comment-feed.ts';
import { displayTime } from '../display-time.ts';
import { feedFileKey } from '../feed/feed-url.ts';
import { type Markup, markup, trusted } from '../markup.ts';
import { type Site, sectionName } from '../site.ts';
import { webUrl } from '../web-url.ts';
import { type Words, wordsIn } from '../words.ts';
import { bodyWithImages, choiceOf, figure, type ImageBase, renditionUrl } from './figure.ts';
import { newsArticleJson } from './json-ld.ts';
import { renderFrame } from './page-frame.ts';
import { PAGE_SCRIPT } from './page-script.ts';
import type { PageView } from './page-view.ts';
import { withScrollingTables } from './wide-tables.ts';

/**
 * An article's page. Its canonical URL is its own: this is where its corrections and its discussion are; the source that it
 * names is a visible link and `isBasedOn` in the JSON-LD (ADR 0033).
 */
export function renderPage(page: PageView, site: Site): string {
  return renderFrame(
    {
      language: page.language,
      title: page.headline,
      description: page.summary,
      url: page.url,
      ogType: 'article',
      feeds: [
        { feedId: `section/${page.section}`, title: `${site.title} – ${sectionName(site, page.section)}` },
        { feedId: 'all', title: site.title },
        { feedId: commentFeedId(page.articleId), title: commentWordsIn(page.language).commentsOn(page.headline) },
      ],
      head: headOf(page, site),
      main: mainOf(page, site),
    },
    site,
  );
}

const headOf = (
  page: PageView,
  site: Site,
): Markup => markup`<meta property="article:published_time" content="${page.publishedAt}">
<meta property="article:modified_time" content="${page.updatedAt}">
<meta property="article:section" content="${page.section}">
${ogImage(page, site)}${page.tags.map((tag) => markup`<meta property="article:tag" content="${tag}">\n`)}<script type="application/ld+json">${trusted(newsArticleJson(page, site))}</script>
`;

function mainOf(page: PageView, site: Site): Markup {
  const words = wordsIn(page.language);
  return markup`<article>
<header>
<p class="meta"><a href="/${page.section}/">${sectionName(site, page.section)}</a></p>
<h1>${page.headline}</h1>
${page.subheadline && markup`<p class="deck">${page.subheadline}</p>\n`}${bylineOf(page, words)}${datesOf(page, site, words)}</header>
${page.correctionNote && markup`<p class="correction" role="note"><strong>${words.correction}:</strong> ${page.correctionNote}</p>\n`}${page.images?.lead ? markup`${figure(page.images.lead, onPage(page))}\n` : undefined}<div class="body">
${datelineOf(page)}${trusted(withScrollingTables(bodyWithImages(page.bodyHtml, page.images, onPage(page)), words.table))}
${page.images?.after.map((image) => markup`${figure(image, onPage(page))}\n`)}</div>
<footer>
${page.credit && markup`<p class="meta">${words.credit}: ${page.credit}</p>\n`}${page.canonicalSource && sourceOf(page.canonicalSource, words)}${page.usageterms && markup`<p class="meta">${words.usageterms}: ${page.usageterms}</p>\n`}${page.tags.length > 0 ? markup`<ul class="tags meta" aria-label="${words.tags}">${page.tags.map((tag) => markup`<li>${tag}</li>`)}</ul>\n` : undefined}</footer>
</article>
${commentsOf(page, site)}`;
}

/** Where the discussion is shown by a script, and without one a link to where it can be read. No number: that would be old soon. */
function commentsOf({ articleId, language }: PageView, site: Site): Markup {
  const words = commentWordsIn(language);
  return markup`<section id="comments" aria-labelledby="comments-title" data-article="${articleId}" data-zone="${site.zone}">
<h2 id="comments-title">${words.comments}</h2>
<p><a href="/${feedFileKey(commentFeedId(articleId), 'page')}">${words.read}</a></p>
</section>
<script type="module" src="/${PAGE_SCRIPT.key}"></script>
`;
}

/** Pages and their images come from one origin. */
const onPage = ({ articleId }: PageView): ImageBase => ({ articleId, origin: '' });

/** What is shown of the article where others link to it (The Open Graph protocol). */
function ogImage({ articleId, images }: PageView, site: Site): Markup | undefined {
  const [first] = images?.all ?? [];
  if (!first) return undefined;
  const alt = first.alt && markup`<meta property="og:image:alt" content="${first.alt}">\n`;
  if ('remote' in first) return markup`<meta property="og:image" content="${first.remote}">\n${alt}`;
  const rendition = choiceOf(first.asset).at(-1);
  if (!rendition) return undefined;
  return markup`<meta property="og:image" content="${renditionUrl({ articleId, origin: site.url }, first.asset, rendition)}">
<meta property="og:image:width" content="${rendition.width}">
<meta property="og:image:height" content="${rendition.height}">
${alt}`;
}

/** A wire's text opens with its dateline, `HANOI (ACME) — …`: then it need not stand above the text as well. */
function datelineOf({ dateline, bodyHtml }: PageView): Markup | undefined {
  if (!dateline) return undefined;
  const opening = bodyHtml.slice(0, 1000).replace(/<[^<>]*>/g, '');
  const isInText = opening
    .replace(/^[\s(]+/, '')
    .toLowerCase()
    .startsWith(dateline.toLowerCase());
  return isInText ? undefined : markup`<p class="meta">${dateline}</p>\n`;
}

function bylineOf(page: PageView, words: Words): Markup | undefined {
  const names = page.byline ?? page.authors.join(', ');
  return names ? markup`<p class="meta">${words.by} ${names}</p>\n` : undefined;
}

function datesOf(page: PageView, site: Site, words: Words): Markup {
  const time = (instant: string) =>
    markup`<time datetime="${instant}">${displayTime(instant, page.language, site.zone)}</time>`;
  const updated = page.updatedAt > page.publishedAt ? markup` · ${words.updated} ${time(page.updatedAt)}` : undefined;
  return markup`<p class="meta">${words.published} ${time(page.publishedAt)}${updated} · ${words.readingTime(page.readingMinutes)}</p>
`;
}

/** Only web addresses become links; whatever else a source calls itself is text. */
function sourceOf(source: string, words: Words): Markup {
  const url = webUrl(source);
  const shown = url ? markup`<a href="${url}" rel="noopener">${source}</a>` : source;
  return markup`<p class="meta">${words.source}: ${shown}</p>\n`;
}
