import { randomBytes } from 'node:crypto';
import { CommentCounts } from '../../shared/store/comment-counts.ts';
import type { Table } from '../../shared/store/table.ts';
import { ArticleStandings } from './article-standing.ts';
import { DiscussionTable } from './discussion-table.ts';
import { LikeTable } from './like-table.ts';
import { moderatorEndpoints } from './moderator-endpoints.ts';
import { reactionEndpoints } from './reaction-endpoints.ts';
import { readerEndpoints } from './reader-endpoints.ts';
import type { CommentEndpoints } from './routes.ts';
import { threadEndpoints } from './thread-endpoints.ts';
import { ThreadTable } from './thread-table.ts';

export interface Tables {
  discussion: Table;
  editorial: Table;
}

/** What each route runs, over the two tables. */
export function endpointsOf(tables: Tables): CommentEndpoints {
  const discussion = new DiscussionTable(tables.discussion);
  const articles = new ArticleStandings(tables.editorial);
  return {
    ...readerEndpoints({
      articles,
      comments: discussion,
      counts: new CommentCounts(tables.discussion),
      newNonce: () => randomBytes(16).toString('base64url'),
    }),
    ...threadEndpoints({ articles, comments: discussion, threads: new ThreadTable(tables.discussion) }),
    ...reactionEndpoints({ articles, comments: discussion, likes: new LikeTable(tables.discussion) }),
    ...moderatorEndpoints({ comments: discussion, requests: discussion, queues: discussion }),
  };
}
