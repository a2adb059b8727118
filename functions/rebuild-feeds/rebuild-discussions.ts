import { articleIdOfPage, pageKey } from '../../shared/article/article-url.ts';
import {
  convergeDiscussion,
  type DiscussionDeps,
  discussionKeys,
  discussionTarget,
} from '../../shared/comment/discussion-target.ts';
import { articleIdOfCommentFeed } from '../../shared/comment/feed/comment-feed.ts';
import { articleIdOfSnapshot, snapshotKey } from '../../shared/comment/snapshot.ts';
import { etagOf, type Objects } from '../../shared/feed/converge.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import { inBatches } from './in-batches.ts';
import { type Kind, type Owned, ownedObjects } from './owned-objects.ts';
import type { Articles, PublicListing, Report } from './ports.ts';
import { untilOver } from './position.ts';

const BATCH = 100;
/** Batches, and articles of each, that are looked at together. */
const BATCHES = 2;
const WIDTH = 8;

const RIGHT = { written: [], deleted: [] };

interface Deps extends DiscussionDeps {
  objects: Objects & PublicListing;
  articles: Articles & DiscussionDeps['articles'];
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
 * then. Those of articles that are not to be seen go, and so does whatever else lies among them. All is held against a listing of the
 * bucket: six LIST and ten BatchGetItem for 1,000 articles, and one reading of each discussion. Answers the article where it
 * stopped, undefined at the end.
 */
export async function rebuildDiscussions(
  after: string | undefined,
  report: Report,
  deps: Deps,
): Promise<string | undefined> {
  const stray = (key: string) => (key.startsWith('pages/') ? Promise.resolve() : report(key, () => remove(key, deps)));
  const owned = ownedObjects(KINDS, after, deps.objects, stray);
  const { items, stoppedAt } = untilOver(owned, ({ articleId }) => articleId, deps.isOver);
  await inParallel(inBatches(items, BATCH), BATCHES, (batch) => rebuildBatch(batch, report, deps));
  return stoppedAt();
}

async function remove(key: string, { objects }: Deps) {
  await objects.delete(key);
  return { written: [], deleted: [key] };
}

async function rebuildBatch(batch: readonly Owned[], report: Report, deps: Deps): Promise<void> {
  const ids = batch.map(({ articleId }) => articleId);
  const articles = new Map((await deps.articles.articles(ids)).map((article, i) => [ids[i], article]));
  const read = { ...deps, articles: { article: (id: string) => Promise.resolve(articles.get(id)) } };
  await inParallel(batch, WIDTH, ({ articleId, objects }) =>
    report(articleId, async () => {
      const target = discussionTarget(articleId, read);
      const outputs = target.render(await target.read());
      const isRight = outputs.every(({ key, body }) => objects.get(key) === etagOf(body));
      return isRight ? RIGHT : await convergeDiscussion(articleId, deps);
    }),
  );
}
