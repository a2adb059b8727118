import type { Article } from '../../shared/article/article.ts';
import { articleIdOfPage } from '../../shared/article/article-url.ts';
import { renderFrame } from '../../shared/article/page-frame.ts';
import { isVisible } from '../../shared/article/visibility.ts';
import type { ApiResponse } from '../../shared/http/endpoint.ts';
import { markup } from '../../shared/markup.ts';
import type { Site } from '../../shared/site.ts';
import { toInstant } from '../../shared/time.ts';
import { wordsIn } from '../../shared/words.ts';
import { absence } from './get-article.ts';
import type { Deps } from './ports.ts';
import type { ArticleEndpoints } from './routes.ts';

/**
 * `GET /api/absent/{path+}`: what the CDN asks when the public bucket has no such object for people to see, since S3 knows no 410 (ADR 0053). Says that
 * the article is gone and why, or, with a 404, no more than that there is no page: so of what was never public, and of what is
 * on its way there. Never the headline: it may be what was wrong.
 */
export const absentPage =
  ({ articles, site }: Deps): ArticleEndpoints['GET /api/absent/{path+}'] =>
  async ({ params, now }) => {
    const id = articleIdOfPage(params.path ?? '');
    const article = id === undefined ? undefined : await articles.article(id);
    const gone = article?.publishedAt && !isVisible(article, toInstant(now)) ? article : undefined;
    return gone ? gonePage(gone, site) : missingPage(site);
  };

function gonePage(article: Article, site: Site): ApiResponse {
  const words = wordsIn(article.language).absent;
  const text = words.why[absence(article).code] ?? words.gone;
  const html = page(article.language, words.gone, [text, article.goneReason], site);
  return { status: 410, html, cacheControl: 'public, max-age=0, s-maxage=5' };
}

function missingPage(site: Site): ApiResponse {
  const words = wordsIn(site.language).absent;
  return { status: 404, html: page(site.language, words.missing, [], site) };
}

const page = (language: string, title: string, paragraphs: readonly (string | undefined)[], site: Site) =>
  renderFrame(
    {
      language,
      title,
      description: title,
      url: `${site.url}/`,
      ogType: 'website',
      feeds: [{ feedId: 'all', title: site.title }],
      main: markup`<h1>${title}</h1>
${paragraphs.map((text) => text && markup`<p>${text}</p>\n`)}`,
    },
    site,
  );
