import type { NoteImages } from '../../events/note-images.ts';
import { readArticleImages } from '../../shared/article/article-images.ts';
import { notedImagesOf } from '../../shared/article/noted-images.ts';
import { note } from '../../shared/article/transition.ts';
import { isVisible } from '../../shared/article/visibility.ts';
import { circumstances } from './choose-content.ts';
import type { Deps } from './ports.ts';
import { ATTEMPTS } from './settle.ts';

/** What became of it; `ignored` when nobody sees the article now: whoever publishes it next looks again. */
export type Noted = 'noted' | 'unchanged' | 'ignored';

/**
 * Has the feeds of an article show the images that its page shows. It looks at both itself, so messages may come late, twice and
 * in any order. What changes while it looks asks again: an image by its own record, the article by the record of its item.
 *
 * @throws when the engines fail or the contention does not end: the message then comes back from the queue.
 */
export async function noteImages({ articleId }: NoteImages, deps: Deps): Promise<Noted> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const article = await deps.editorial.article(articleId);
    const now = circumstances(deps);
    // What the clock has not yet taken away it will, and with it what the article's upload came to.
    if (!article?.visible || !isVisible(article, now.now)) return 'ignored';
    const document = deps.documents.document(articleId, article.version);
    const images = await readArticleImages(article.source.key, document, deps.standingImages);
    const noted = notedImagesOf(images);
    if (noted?.id === article.images?.id) return 'unchanged';
    if (images && noted) await deps.contents.keepImages({ schemaVersion: 1, articleId, id: noted.id, images });
    const transition = note(article, noted, now);
    await deps.editorial.registerFeeds(transition.newFeeds);
    if (await deps.editorial.saveArticle(transition)) return 'noted';
  }
  throw new Error(`Contention on article ${articleId} did not end in ${ATTEMPTS} attempts`);
}
