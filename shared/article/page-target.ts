import { PAGE_CACHE } from '../cache-control.ts';
import type { Target } from '../feed/converge.ts';
import type { Documents } from '../feed/resolve-entry.ts';
import type { Site } from '../site.ts';
import { type Clock, type Instant, latest, toInstant } from '../time.ts';
import type { Article } from './article.ts';
import { type Images, readArticleImages } from './article-images.ts';
import { pageKey } from './article-url.ts';
import { renderPage } from './page.ts';
import { type PageView, pageViewOf } from './page-view.ts';
import { isVisible } from './visibility.ts';

/** The articles' own items, strongly consistent. */
export interface Articles {
  article(id: string): Promise<Article | undefined>;
}

export interface PageDeps {
  articles: Articles;
  documents: Documents;
  images: Images;
  site: Site;
  clock: Clock;
}

/** The table has released an article whose time, by this machine's clock, is still to come. It passes by itself: try again. */
export class ClockBehind extends Error {
  readonly code = 'clock-behind';
}

/** What the page is: all that it says, or nothing, either for now or because readers have never seen the article. */
export type PageState = PageView | 'absent' | 'unseen';

/** The page of one article, or its absence. One read of the item, and of the document and its images if it is to be seen. */
export const pageTarget = (articleId: string, deps: PageDeps): Target<PageState> => ({
  keys: [pageKey(articleId)],
  read: () => readPage(articleId, deps),
  render: (view) => [
    {
      key: pageKey(articleId),
      body: typeof view === 'string' ? undefined : renderPage(view, deps.site),
      contentType: 'text/html; charset=utf-8',
      cacheControl: PAGE_CACHE,
    },
  ],
});

async function readPage(articleId: string, deps: PageDeps): Promise<PageState> {
  const article = await deps.articles.article(articleId);
  if (!article || !shows(article, toInstant(deps.clock())))
    return article && !article.publishedAt ? 'unseen' : 'absent';
  const document = deps.documents.document(articleId, article.version);
  const images = await readArticleImages(article.source.key, document, deps.images);
  return pageViewOf(article, await document, deps.site, images);
}

/** Whether the article has a page now: the table says so, and so does the predicate at this instant. */
export function shows(article: Article, now: Instant): article is Article & { publishedAt: Instant } {
  if (!article.visible || !article.publishedAt) return false;
  const from = latest(article.publishAt, article.embargoed);
  if (from !== undefined && from > now) throw new ClockBehind(`Article ${article.id} is released from ${from} on`);
  return isVisible(article, now);
}
