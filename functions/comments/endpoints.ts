import { randomBytes } from 'node:crypto';
import { CommentCounts } from '../../shared/store/comment-counts.ts';
import type { Table } from '../../shared/store/table.ts';
import { ArticleStandings } from './article-standing.ts';
import { DiscussionTable } from './discussion-table.ts';
import { moderatorEndpoints } from './moderator-endpoints.ts';
import { readerEndpoints } from './reader-endpoints.ts';
import type { CommentEndpoints } from './routes.ts';

export interface Tables {
  discussion: Table;
  editorial: Table;
}

/** What each route runs, over the two tables. */
export function endpointsOf(tables: Tables): CommentEndpoints {
  const discussion = new DiscussionTable(tables.discussion);
  return {
    ...readerEndpoints({
      articles: new ArticleStandings(tables.editorial),
      comments: discussion,
      threads: discussion,
      counts: new CommentCounts(tables.discussion),
      newNonce: () => randomBytes(16).toString('base64url'),
    }),
    ...moderatorEndpoints({ comments: discussion, requests: discussion, queues: discussion }),
  };
}
