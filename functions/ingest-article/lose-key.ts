import { withdraw } from '../../shared/article/transition.ts';
import { isSticky } from '../../shared/article/visibility.ts';
import { bestOther, circumstances, countKeys, speakFor } from './choose-content.ts';
import type { ObjectEvent } from './object-event.ts';
import type { Change, Deps } from './ports.ts';

/** What it means for an article that a key stops speaking for it: another one does, and the last one takes the article away. */
export async function loseKey(
  articleId: string,
  { key, at }: ObjectEvent,
  deps: Deps,
): Promise<Pick<Change, 'article' | 'restated'>> {
  const article = await deps.editorial.article(articleId);
  if (!article || isSticky(article)) return { restated: [] };
  const liveKeys = Math.max(0, article.liveKeys - 1);
  const heir = liveKeys > 0 ? await bestOther(article, key, deps) : undefined;
  if (!heir) return { article: withdraw(article, at, circumstances(deps)), restated: [] };
  const spoken = article.source.key === key ? await speakFor(article, heir, liveKeys, deps) : undefined;
  if (spoken) return { article: spoken.transition, restated: spoken.restated };
  return { article: countKeys(article, liveKeys), restated: [] };
}
