import * as z from 'zod';
import { lastOp } from '../../shared/article/article.ts';
import { isArticleId } from '../../shared/article/article-id.ts';
import { articlePath, pageKey } from '../../shared/article/article-url.ts';
import { isSticky } from '../../shared/article/visibility.ts';
import { commentFeedId } from '../../shared/comment/feed/comment-feed.ts';
import { snapshotKey } from '../../shared/comment/snapshot.ts';
import { sortKeyOf } from '../../shared/feed/archive/bounds.ts';
import { CHANGES } from '../../shared/feed/feed-id.ts';
import { feedKeys } from '../../shared/feed/feed-target.ts';
import type { StreamRecord } from '../../shared/stream-records.ts';
import { mediaPath } from './touched-images.ts';

/** An article that was to be seen and no longer is, by the record of its item at this position of the batch. */
export interface Withdrawal {
  first: number;
  id: string;
  /** Where readers had its page. */
  path: string;
  /** The feeds that showed it, and that of changes. */
  feeds: string[];
  /** The sort key of its entries in all of those but that of changes. */
  entry: string;
  /** Killed or taken down. */
  isFinal: boolean;
}

const text = z.object({ S: z.string() });

const seen = z.object({
  id: text,
  visible: z.object({ BOOL: z.literal(true) }),
  section: text,
  slug: text,
  publishedAt: text,
  feeds: z.object({ L: z.array(text) }),
});

const unseen = z.object({ visible: z.object({ BOOL: z.literal(false) }), lastOp: z.object({ S: lastOp }) });

/** The withdrawals of a batch. They are told from the records' images, so that a batch that comes again tells the same. */
export const withdrawalsIn = (records: readonly StreamRecord[]): Withdrawal[] =>
  records.flatMap(({ oldImage, newImage }, first) => {
    const before = seen.safeParse(oldImage).data;
    const after = unseen.safeParse(newImage).data;
    if (!before || !after || !isArticleId(before.id.S)) return [];
    const id = before.id.S;
    const path = articlePath({ id, section: before.section.S, slug: before.slug.S });
    const feeds = [...before.feeds.L.map(({ S }) => S), CHANGES];
    const entry = sortKeyOf({ publishedAt: before.publishedAt.S, id });
    return [{ first, id, path, feeds, entry, isFinal: isSticky({ lastOp: after.lastOp.S }) }];
  });

/**
 * What the CDN has copies of. Of what is final the feeds' files as well, and all archives and sitemaps; a feed that an ordinary withdrawal has changed is renewed
 * within its two minutes, as after any change. The page is named as readers ask for it and as the viewer function does, its
 * images and its comment feeds by what they have in common.
 */
export const pathsOf = ({ id, path, feeds, isFinal }: Withdrawal): string[] => [
  `/${pageKey(id)}`,
  path,
  mediaPath(id),
  `/${snapshotKey(id)}`,
  `/feeds/${commentFeedId(id)}/*`,
  ...(isFinal ? [...feeds.flatMap(feedKeys).map((key) => `/${key}`), '/archives/*', '/sitemaps/*'] : []),
];
