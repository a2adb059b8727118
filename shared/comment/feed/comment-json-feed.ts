import { xmlSafeJson } from '../../feed/json-feed.ts';
import type { CommentFeed, CommentItem } from './comment-feed.ts';

/** The comments as JSON Feed 1.1. */
export const renderCommentJsonFeed = (feed: CommentFeed, publication: string): string =>
  `${xmlSafeJson({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    home_page_url: feed.urls.home,
    feed_url: feed.urls.json,
    description: feed.description,
    language: feed.language,
    authors: [{ name: publication }],
    items: feed.items.map(item),
  })}\n`;

const item = (it: CommentItem) => ({
  id: it.id,
  url: it.url,
  title: it.title,
  content_html: it.html,
  content_text: it.text,
  date_published: it.publishedAt,
  date_modified: it.updatedAt,
  authors: [{ name: it.author }],
});
