import { jsonFeed } from '../../feed/json-feed.ts';
import type { CommentFeed, CommentItem } from './comment-feed.ts';

/** The comments as JSON Feed 1.1. */
export const renderCommentJsonFeed = (feed: CommentFeed, publication: string): string =>
  jsonFeed({ ...feed, home: feed.urls.home, self: feed.urls.json }, publication, feed.items.map(item));

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
