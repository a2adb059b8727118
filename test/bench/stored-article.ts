import { articleIdOf } from '../../shared/article/article-id.ts';
import { contentKey } from '../../shared/article/document.ts';
import { takeContent } from '../../shared/article/transition.ts';
import { articleWrites } from '../../shared/store/article-writes.ts';
import { DOCUMENT } from '../shared/article/article-fixtures.ts';

const PARAGRAPHS = 12;
const bodyText = 'A sentence of some words that stands for an article of a usual length. '.repeat(6 * PARAGRAPHS);
const bodyHtml = `<p>${bodyText}</p>`;

/** The n-th of many articles in one section and language, as ingest leaves it but for its upload: its items and its content. */
export function storedArticle(n: number, storedAt: string) {
  const id = articleIdOf({ scheme: 'id', value: `stored-${n}` });
  const headline = `Article ${String(n).padStart(7, '0')}`;
  const document = { ...DOCUMENT, headline, authors: [], tags: [], bodyHtml, bodyText };
  const source = { key: `stored/${n}.md`, versionId: String(n) };
  const content = { document, contentHash: String(n), version: 1, source, storedAt, liveKeys: 1 };
  const transition = takeContent(undefined, id, content, { now: storedAt, savedFeeds: {} });
  const items = articleWrites(transition).flatMap((write) => ('put' in write ? [write.put] : []));
  const whole = { schemaVersion: 1, articleId: id, version: 1, document };
  return {
    article: transition.after,
    feeds: transition.enteredFeeds,
    items,
    content: { key: contentKey(id, 1), document: whole },
  };
}
