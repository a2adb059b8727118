import { DEFAULT_WIDTH, SIZES } from '../article/figure.ts';
import { renderFrame } from '../article/page-frame.ts';
import { displayTime } from '../display-time.ts';
import { type Markup, markup } from '../markup.ts';
import type { Site } from '../site.ts';
import { directionOf, wordsIn } from '../words.ts';
import type { FeedImage, FeedItem, FeedView } from './feed-view.ts';

/** The feed for people: the site's front page and the sections' fronts, from the same state as the feed's other formats. */
export function renderFeedPage(feed: FeedView, site: Site): string {
  const title = feed.archive ? `${feed.title} – ${feed.archive.month}` : feed.title;
  return renderFrame(
    {
      language: feed.language,
      title,
      description: feed.description,
      url: feed.urls.home,
      ogType: 'website',
      feeds: [{ feedId: feed.feedId, title: feed.title }],
      main: markup`<h1>${title}</h1>
${feed.items.length > 0 ? list(feed, site) : markup`<p>${wordsIn(feed.language).empty}</p>\n`}${pages(feed)}`,
    },
    site,
  );
}

/** To the articles before these, and from an archive back to the newest. */
function pages({ archive, older, language }: FeedView): Markup | undefined {
  const words = wordsIn(language);
  if (!archive && !older) return undefined;
  return markup`<nav class="meta" aria-label="${words.archive}">
${archive && markup`<a href="${archive.current.home}">${words.newest}</a>\n`}${older && markup`<a rel="prev" href="${older.page}">${words.older}</a>\n`}</nav>
`;
}

const list = (feed: FeedView, site: Site): Markup => markup`<ol class="items">
${feed.items.map((it) => item(it, site))}</ol>
`;

const item = (
  it: FeedItem,
  site: Site,
): Markup => markup`<li lang="${it.language}" dir="${directionOf(it.language)}"><article>
${it.image && imageTag(it.image)}<h2><a href="${it.url}">${it.headline}</a></h2>
<p>${it.summary}</p>
${it.correctionNote && markup`<p class="correction"><strong>${wordsIn(it.language).correction}:</strong> ${it.correctionNote}</p>\n`}<p class="meta">${it.authors.length > 0 ? `${it.authors.join(', ')} · ` : undefined}<time datetime="${it.publishedAt}">${displayTime(it.publishedAt, it.language, site.zone)}</time></p>
</article></li>
`;

const imageTag = ({ url, files, width, height, alt }: FeedImage): Markup => {
  const srcset = files.map((file) => `${file.url} ${file.width}w`).join(', ');
  const preferred = files.filter((file) => file.width <= DEFAULT_WIDTH).at(-1)?.url ?? url;
  return markup`<img src="${preferred}" srcset="${srcset}" sizes="${SIZES}" width="${width}" height="${height}" alt="${alt ?? ''}" loading="lazy">
`;
};
