import { type FeedFile, feedFileUrl } from '../../feed/feed-url.ts';
import { type Site, tagUri } from '../../site.ts';
import { type Instant, latest } from '../../time.ts';
import type { ShownComment } from '../comment.ts';
import { commentHtml } from '../comment-html.ts';
import { commentWordsIn } from '../comment-words.ts';
import type { DiscussionState } from '../discussion.ts';

/** One PUBLISHED comment as every format of a comment feed shows it. */
export interface CommentItem {
  /** A permanent `tag:` URI (RFC 4151). */
  id: string;
  /** Where it stands on the article's page. */
  url: string;
  title: string;
  author: string;
  html: string;
  text: string;
  /** What it answers: another comment, or the article. */
  inReplyTo: { id: string; url: string };
  publishedAt: Instant;
  updatedAt: Instant;
}

/** An article's newest comments as a value, newest first: what the formats for machines are rendered from. */
export interface CommentFeed {
  id: string;
  title: string;
  description: string;
  language: string;
  /** Home is the article's page. */
  urls: Record<FeedFile | 'home', string>;
  updatedAt?: Instant;
  items: CommentItem[];
}

/** The feed of an article's comments, as readers subscribe to it and as its files are named. */
export const commentFeedId = (articleId: string): string => `comments/${articleId}`;

/** The article whose comment feed this object belongs to, or undefined for any other object. */
export const articleIdOfCommentFeed = (key: string): string | undefined =>
  /^feeds\/comments\/([a-z2-7]{16})\/[^/]+$/.exec(key)?.[1];

/** Where a comment stands on a page, its article's or its feed's. */
export const commentAnchor = (commentId: string): string => `comment-${commentId}`;

export function commentFeedOf({ article, discussion }: DiscussionState, site: Site): CommentFeed {
  const feedId = commentFeedId(article.id);
  const items = discussion.recent.map((comment) => itemOf(comment, article, site));
  const updatedAt = latest(...items.map((item) => item.updatedAt));
  const title = commentWordsIn(article.language).commentsOn(article.headline);
  return {
    id: tagUri(site, `feeds/${feedId}`),
    title,
    description: `${site.title} – ${title}`,
    language: article.language,
    urls: {
      home: article.url,
      rss: feedFileUrl(site, feedId, 'rss'),
      atom: feedFileUrl(site, feedId, 'atom'),
      json: feedFileUrl(site, feedId, 'json'),
      page: feedFileUrl(site, feedId, 'page'),
    },
    ...(updatedAt && { updatedAt }),
    items,
  };
}

function itemOf(comment: ShownComment, article: DiscussionState['article'], site: Site): CommentItem {
  const answered = comment.replyTo ?? comment.parentId;
  return {
    ...placeOf(comment.id, article, site),
    title: commentWordsIn(article.language).commentBy(comment.authorName),
    author: comment.authorName,
    html: commentHtml(comment.text),
    text: comment.text,
    inReplyTo:
      answered === undefined
        ? { id: tagUri(site, `article/${article.id}`), url: article.url }
        : placeOf(answered, article, site),
    publishedAt: comment.createdAt,
    updatedAt: comment.editedAt ?? comment.createdAt,
  };
}

const placeOf = (commentId: string, article: { url: string }, site: Site) => ({
  id: tagUri(site, `comment/${commentId}`),
  url: `${article.url}#${commentAnchor(commentId)}`,
});
