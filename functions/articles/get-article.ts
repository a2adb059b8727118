import type { Article, LastOp } from '../../shared/article/article.ts';
import { isArticleId } from '../../shared/article/article-id.ts';
import { readArticleImages } from '../../shared/article/article-images.ts';
import { isVisible } from '../../shared/article/visibility.ts';
import { endpoint } from '../../shared/http/endpoint.ts';
import { notFound, Problem } from '../../shared/http/problem.ts';
import { toInstant } from '../../shared/time.ts';
import { singleArticle } from './article-body.ts';
import type { Deps } from './ports.ts';

/** `GET /api/articles/{id}`: 404 for what was never public, so that an embargo is not given away; 410 for what was. */
export const getArticle = (deps: Deps) =>
  endpoint({}, async ({ params, now }) => {
    const id = params.id ?? '';
    const article = isArticleId(id) ? await deps.articles.article(id) : undefined;
    // The table decides, and the predicate again at this instant: released by one clock, it may not be due by this one.
    if (!article?.visible || !isVisible(article, toInstant(now))) throw absence(article);
    const read = deps.documents.document(id, article.version);
    const [document, images, [commentCount = 0]] = await Promise.all([
      read,
      readArticleImages(article.source.key, read, deps.images),
      deps.counts.of([id]),
    ]);
    return {
      status: 200,
      body: singleArticle(article, document, images, commentCount, deps.site),
      cacheControl: 'public, max-age=0, s-maxage=5',
    };
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
