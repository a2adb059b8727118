import { renderFrame } from '../article/page-frame.ts';
import { displayTime } from '../display-time.ts';
import { type Markup, markup } from '../markup.ts';
import type { Site } from '../site.ts';
import { directionOf, wordsIn } from '../words.ts';
import type { FeedItem, FeedView } from './feed-view.ts';

/** The feed for people: the site's front page and the sections' fronts, from the same state as the feed's other formats. */
export function renderFeedPage(feed: FeedView, site: Site): string {
  return renderFrame(
    {
      language: feed.language,
      title: feed.title,
      description: feed.description,
      url: feed.urls.home,
      ogType: 'website',
      feeds: [{ feedId: feed.feedId, title: feed.title }],
      main: markup`<h1>${feed.title}</h1>
${feed.items.length > 0 ? list(feed, site) : markup`<p>${wordsIn(feed.language).empty}</p>\n`}`,
    },
    site,
  );
}

const list = (feed: FeedView, site: Site): Markup => markup`<ol class="items">
${feed.items.map((it) => item(it, site))}</ol>
`;

const item = (
  it: FeedItem,
  site: Site,
): Markup => markup`<li lang="${it.language}" dir="${directionOf(it.language)}"><article>
<h2><a href="${it.url}">${it.headline}</a></h2>
<p>${it.summary}</p>
${it.correctionNote && markup`<p class="correction"><strong>${wordsIn(it.language).correction}:</strong> ${it.correctionNote}</p>\n`}<p class="meta">${it.authors.length > 0 ? `${it.authors.join(', ')} · ` : undefined}<time datetime="${it.publishedAt}">${displayTime(it.publishedAt, it.language, site.zone)}</time></p>
</article></li>
`;
