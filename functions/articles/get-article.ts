import type * as z from 'zod';
import type { Article, LastOp } from '../../shared/article/article.ts';
import { isArticleId } from '../../shared/article/article-id.ts';
import { type ArticleImages, readArticleImages } from '../../shared/article/article-images.ts';
import { articleUrl } from '../../shared/article/article-url.ts';
import type { ArticleDocument } from '../../shared/article/document.ts';
import { newsArticle } from '../../shared/article/json-ld.ts';
import { pageViewOf } from '../../shared/article/page-view.ts';
import { isVisible } from '../../shared/article/visibility.ts';
import { negotiate } from '../../shared/http/negotiate.ts';
import { notFound, Problem } from '../../shared/http/problem.ts';
import type { Site } from '../../shared/site.ts';
import { toInstant } from '../../shared/time.ts';
import { fullArticleOf } from './article-body.ts';
import { ARTICLE_TYPES, type ArticleType } from './article-types.ts';
import { articleLinks } from './links.ts';
import type { newsArticleBody } from './news-article-body.ts';
import { ninjsItemOf } from './ninjs-item.ts';
import type { Deps } from './ports.ts';
import type { ArticleEndpoints } from './routes.ts';

/**
 * `GET /api/articles/{id}`, by the media type that the client likes best: 406 if none will do. 404 for what was never public, so
 * that an embargo is not given away; 410 for what was. One read of the article, one of its images, one of the document: 1 read unit.
 * Plain JSON has the count of comments too, exact at this instant, for 10 more.
 */
export const getArticle =
  (
    deps: Pick<Deps, 'articles' | 'documents' | 'images' | 'counts' | 'site'>,
  ): ArticleEndpoints['GET /api/articles/{id}'] =>
  async ({ params, headers, now }) => {
    const type = negotiate(headers.accept, ARTICLE_TYPES);
    if (type === undefined) throw notAcceptable();
    const id = params.id ?? '';
    const article = isArticleId(id) ? await deps.articles.article(id) : undefined;
    // The table decides, and the predicate again at this instant: released by one clock, it may not be due by this one.
    if (!article?.visible || !isVisible(article, toInstant(now))) throw absence(article);
    const read = deps.documents.document(id, article.version);
    const [document, images, [commentCount = 0]] = await Promise.all([
      read,
      readArticleImages(article.source.key, read, deps.images),
      type === 'application/json' ? deps.counts.of([id]) : [],
    ]);
    return {
      status: 200,
      mediaType: type,
      body: AS[type]({ article, document, images, commentCount }, deps.site),
      headers: { vary: 'Accept', link: articleLinks(id, articleUrl(deps.site, article), deps.site) },
      cacheControl: 'public, max-age=0, s-maxage=5',
    };
  };

interface Whole {
  article: Article;
  document: ArticleDocument;
  images: ArticleImages | undefined;
  commentCount: number;
}

const AS: Record<ArticleType, (whole: Whole, site: Site) => unknown> = {
  'application/json': ({ article, document, images, commentCount }, site) =>
    fullArticleOf(article, document, images, commentCount, site),
  'application/ld+json': ({ article, document, images }, site): z.input<typeof newsArticleBody> => ({
    ...newsArticle(pageViewOf(published(article), document, site, images), site),
    articleBody: document.bodyText,
  }),
  'application/vnd.iptc.ninjs+json': ({ article, document, images }, site) =>
    ninjsItemOf(published(article), document, images, site),
};

/** What is visible has been published. */
const published = (article: Article) => ({ ...article, publishedAt: article.publishedAt ?? article.updatedAt });

const notAcceptable = () =>
  new Problem({
    status: 406,
    code: 'not-acceptable',
    detail: `An article comes as ${ARTICLE_TYPES.join(', ')}.`,
    headers: { vary: 'Accept' },
    extensions: { available: ARTICLE_TYPES },
  });

/** Why an article is not to be seen: 404 for what was never public, 410 for what was. */
export function absence(article: Article | undefined): Problem {
  if (!article?.publishedAt) return notFound('article-unknown', 'There is no such article.');
  const { lastOp, goneReason, updatedAt } = article;
  const [code, detail] = ABSENCES.get(lastOp) ?? [
    'article-not-current',
    'The article was published once and is not available now.',
  ];
  const extensions = { lastOp, at: updatedAt, reason: goneReason ?? null };
  return new Problem({ status: 410, code, detail, extensions });
}

const ABSENCES = new Map<LastOp, [code: string, detail: string]>([
  ['kill', ['article-killed', 'The article was killed: it must not be used any more.']],
  ['takedown', ['article-taken-down', 'The article was taken down.']],
  ['unpublish', ['article-withdrawn', 'The article was withdrawn.']],
]);
