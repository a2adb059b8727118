import { articleIdOfPage, pageKey } from '../../shared/article/article-url.ts';
import { convergeDiscussion, type DiscussionDeps, discussionKeys } from '../../shared/comment/discussion-target.ts';
import { articleIdOfCommentFeed } from '../../shared/comment/feed/comment-feed.ts';
import { articleIdOfSnapshot, snapshotKey } from '../../shared/comment/snapshot.ts';
import type { Objects } from '../../shared/feed/converge.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import { type Kind, ownedObjects } from './owned-objects.ts';
import type { PublicListing, Report } from './ports.ts';
import { untilOver } from './position.ts';

const WIDTH = 16;

interface Deps extends DiscussionDeps {
  objects: Objects & PublicListing;
  isOver: () => boolean;
}

const KINDS: readonly Kind[] = [
  { prefix: 'pages/', articleOf: articleIdOfPage, lastOf: pageKey },
  { prefix: 'comments/', articleOf: articleIdOfSnapshot, lastOf: snapshotKey },
  {
    prefix: 'feeds/comments/',
    articleOf: (key) => {
      const id = articleIdOfCommentFeed(key);
      return id !== undefined && discussionKeys(id).includes(key) ? id : undefined;
    },
    // What follows the slash.
    lastOf: (id) => `feeds/comments/${id}0`,
  },
];

/**
 * Makes the snapshots and the comment feeds right, along the pages: they stand exactly where those do, to which the rebuild has seen by
 * then, and what they are made from was audited before. Those of articles that are not to be seen go, and so does whatever else lies
 * among them. All is held against a listing of the bucket: six LIST for 1,000 articles, and a look at each with its discussion. Answers
 * the article where it stopped, undefined at the end.
 */
export async function rebuildDiscussions(
  after: string | undefined,
  report: Report,
  deps: Deps,
): Promise<string | undefined> {
  const stray = (key: string) => (key.startsWith('pages/') ? Promise.resolve() : report(key, () => remove(key, deps)));
  const owned = ownedObjects(KINDS, after, deps.objects, stray);
  const { items, stoppedAt } = untilOver(owned, ({ articleId }) => articleId, deps.isOver);
  await inParallel(items, WIDTH, ({ articleId, objects }) =>
    report(articleId, () => convergeDiscussion(articleId, { ...deps, listed: objects })),
  );
  return stoppedAt();
}

async function remove(key: string, { objects }: Deps) {
  await objects.delete(key);
  return { written: [], deleted: [key] };
}
