import type { Article } from '../article/article.ts';
import { articleUrl } from '../article/article-url.ts';
import { type Articles, shows } from '../article/page-target.ts';
import { FEED_CACHE, SNAPSHOT_CACHE } from '../cache-control.ts';
import { type ConvergeDeps, type Converged, converge, type Output, type Target } from '../feed/converge.ts';
import { FEED_FILES, type FeedFile, feedFileKey, STORED_FEED_TYPES } from '../feed/feed-url.ts';
import { Lru } from '../lru.ts';
import type { Site } from '../site.ts';
import { type Clock, toInstant } from '../time.ts';
import type { DiscussionState, Discussions } from './discussion.ts';
import { renderCommentAtom } from './feed/comment-atom.ts';
import { commentFeedId, commentFeedOf } from './feed/comment-feed.ts';
import { renderCommentJsonFeed } from './feed/comment-json-feed.ts';
import { renderCommentRss } from './feed/comment-rss.ts';
import { renderDiscussionPage } from './feed/discussion-page.ts';
import { renderSnapshot, snapshotKey } from './snapshot.ts';

export interface DiscussionDeps {
  articles: Articles;
  discussions: Discussions;
  site: Site;
  clock: Clock;
}

const FILES = Object.keys(FEED_FILES) as FeedFile[];

/** The keys of all public objects of an article's discussion. They stand exactly while its page does. */
export const discussionKeys = (articleId: string): string[] => [
  snapshotKey(articleId),
  ...FILES.map((file) => feedFileKey(commentFeedId(articleId), file)),
];

/** The snapshot and the comment feeds of an article, or their absence. One read of the article, and of its discussion if it is to be seen. */
export const discussionTarget = (articleId: string, deps: DiscussionDeps): Target<DiscussionState | 'absent'> => ({
  keys: discussionKeys(articleId),
  read: () => readState(articleId, deps),
  render: (state) => outputsOf(articleId, state, deps.site),
  cannotWait: (state) => state === 'absent',
});

/**
 * Makes an article's snapshot and comment feeds what the tables say, be that their absence: five HEAD, or none if they were listed just now,
 * a look at the state, and where anything differs up to five PUT or DELETE and a second look. No ETags are remembered, since several
 * processes take turns.
 */
export const convergeDiscussion = (
  articleId: string,
  deps: DiscussionDeps & Omit<ConvergeDeps, 'remembered'>,
): Promise<Converged> => converge(discussionTarget(articleId, deps), { ...deps, remembered: new Lru(1) });

async function readState(articleId: string, deps: DiscussionDeps): Promise<DiscussionState | 'absent'> {
  const article = await deps.articles.article(articleId);
  if (!article?.publishedAt || !shows(article, toInstant(deps.clock()))) return 'absent';
  const discussion = await deps.discussions.discussion(articleId, article.publishedAt);
  return { article: titled(article, deps.site), discussion };
}

const titled = (article: Article, site: Site) => ({
  id: article.id,
  url: articleUrl(site, article),
  headline: article.headline,
  language: article.language,
});

function outputsOf(articleId: string, state: DiscussionState | 'absent', site: Site): Output[] {
  const bodies: Partial<Record<FeedFile | 'snapshot', string>> = state === 'absent' ? {} : bodiesOf(state, site);
  const snapshot = {
    key: snapshotKey(articleId),
    body: bodies.snapshot,
    contentType: 'application/json',
    cacheControl: SNAPSHOT_CACHE,
  };
  const feeds = FILES.map((file) => ({
    key: feedFileKey(commentFeedId(articleId), file),
    body: bodies[file],
    contentType: STORED_FEED_TYPES[file],
    cacheControl: FEED_CACHE,
  }));
  return [snapshot, ...feeds];
}

function bodiesOf(state: DiscussionState, site: Site): Record<FeedFile | 'snapshot', string> {
  const feed = commentFeedOf(state, site);
  return {
    snapshot: renderSnapshot(state.article.id, state.discussion),
    rss: renderCommentRss(feed),
    atom: renderCommentAtom(feed, site.title),
    json: renderCommentJsonFeed(feed, site.title),
    page: renderDiscussionPage(state, site),
  };
}
