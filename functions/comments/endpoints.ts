import { randomBytes } from 'node:crypto';
import type { CommentSettings } from '../../shared/comment/moderation-settings.ts';
import { CommentCounts } from '../../shared/store/comment-counts.ts';
import { HistoryTable } from '../../shared/store/history-table.ts';
import { PersonalDataTable } from '../../shared/store/personal-data-table.ts';
import type { Table } from '../../shared/store/table.ts';
import { ArticleStandings } from './article-standing.ts';
import { DiscussionTable } from './discussion-table.ts';
import { externalCheck } from './external-check.ts';
import { FlagTable } from './flag-table.ts';
import { LikeTable } from './like-table.ts';
import { AuditTable } from './moderation/audit-table.ts';
import { CommentingTable } from './moderation/commenting-table.ts';
import { moderationEndpoints } from './moderation/endpoints.ts';
import { QueueTable } from './moderation/queue-table.ts';
import { RecentTable } from './moderation/recent-table.ts';
import { RulesTable } from './moderation/rules-table.ts';
import { StandingTable } from './moderation/standing-table.ts';
import { ModerationTable } from './moderation-table.ts';
import { BesideTable } from './person/beside-table.ts';
import { personEndpoints } from './person/endpoints.ts';
import { RateLimits } from './rate-limits.ts';
import { reactionEndpoints } from './reaction-endpoints.ts';
import { readerEndpoints } from './reader-endpoints.ts';
import type { CommentEndpoints } from './routes.ts';
import { threadEndpoints } from './thread-endpoints.ts';
import { ThreadTable } from './thread-table.ts';
import { writingEndpoints } from './writing-endpoints.ts';

export interface Tables {
  discussion: Table;
  editorial: Table;
}

/** What each route runs, over the two tables, as the stage has it; `secret` names counters that nobody else can read. */
export function endpointsOf(tables: Tables, settings: CommentSettings, secret: string): CommentEndpoints {
  const discussion = new DiscussionTable(tables.discussion);
  const articles = new ArticleStandings(tables.editorial);
  const flags = new FlagTable(tables.discussion);
  const moderation = new ModerationTable(tables.discussion, settings);
  return {
    ...readerEndpoints({
      articles,
      comments: discussion,
      counts: new CommentCounts(tables.discussion),
    }),
    ...writingEndpoints({
      articles,
      comments: discussion,
      moderation,
      throttle: new RateLimits(tables.discussion, settings, secret),
      check: settings.externalCheck && externalCheck(settings.externalCheck),
      staffBadge: settings.staffBadge,
      newNonce: () => randomBytes(16).toString('base64url'),
    }),
    ...threadEndpoints({ articles, comments: discussion, threads: new ThreadTable(tables.discussion) }),
    ...reactionEndpoints({
      articles,
      comments: discussion,
      moderation,
      likes: new LikeTable(tables.discussion),
      flags,
    }),
    ...moderationEndpoints({
      articles,
      comments: discussion,
      requests: discussion,
      moderation,
      flags,
      queues: new QueueTable(tables.discussion),
      standings: new StandingTable(tables.discussion),
      histories: new HistoryTable(tables.discussion),
      commentings: new CommentingTable(tables.discussion),
      rules: new RulesTable(tables.discussion, settings),
      recent: new RecentTable(tables.discussion),
      audit: new AuditTable(tables.discussion),
      forgetRules: () => moderation.forget(),
    }),
    ...personEndpoints({
      person: new PersonalDataTable(tables.discussion, tables.editorial),
      beside: new BesideTable(tables.discussion),
      audit: new AuditTable(tables.discussion),
    }),
  };
}
