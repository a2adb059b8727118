import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { RebuildRequest } from '../events/rebuild-feeds.ts';
import { BOUND_PREFIX } from '../shared/store/editorial-keys.ts';
import { EventBus } from './constructs/event-bus.ts';
import { Every } from './constructs/every.ts';
import type { NewsroomFunction } from './constructs/newsroom-function.ts';
import { OutboxReader } from './constructs/outbox-reader.ts';
import { UploadQueue } from './constructs/upload-queue.ts';
import { WorkQueue } from './constructs/work-queue.ts';
import { type EachFunction, FUNCTIONS } from './functions.ts';
import type { Stage } from './stage.ts';
import type { Storage } from './storage.ts';

export type Events = ReturnType<typeof createEvents>;

/** What wakes each function: uploads, the two outboxes, the clock. The API wakes the others. */
export function createEvents(scope: Construct, stage: Stage, fn: EachFunction<NewsroomFunction>, storage: Storage) {
  const uploads = new UploadQueue(scope, 'UploadQueue', {
    handling: Duration.seconds(FUNCTIONS['ingest-article'].timeoutSeconds),
  });
  uploads.hear(storage.uploads);
  uploads.feed(fn['ingest-article'], { concurrency: stage.uploadConcurrency });
  // Replays, what was made of images, and which of them articles show.
  for (const each of [fn.articles, fn['make-renditions'], fn.publish, fn['rebuild-feeds']]) uploads.admit(each);

  const images = new WorkQueue(scope, 'ImageQueue', {
    handling: Duration.seconds(FUNCTIONS['make-renditions'].timeoutSeconds),
    variable: 'IMAGE_QUEUE_URL',
  });
  images.admit(fn['ingest-article']);
  // One at a time: an image that ends its process takes no other one along.
  images.feed(fn['make-renditions'], { concurrency: stage.imageConcurrency, batchSize: 1 });

  const discussions = new WorkQueue(scope, 'DiscussionQueue', {
    handling: Duration.seconds(FUNCTIONS['publish-discussion'].timeoutSeconds),
    variable: 'DISCUSSION_QUEUE_URL',
  });
  // It too, for what has to wait.
  for (const each of [fn.publish, fn['publish-comments'], fn['publish-discussion']]) discussions.admit(each);
  discussions.feed(fn['publish-discussion'], { concurrency: stage.discussionConcurrency });

  const publish = new OutboxReader(scope, 'EditorialOutbox', {
    table: storage.editorial,
    fn: fn.publish,
    stage,
    // An article gives a record for each of its feeds, a dozen as a rule: some forty articles, for whom a feed is written once.
    batchSize: 500,
    keys: [
      // Entries and the registry in one, since Lambda takes five patterns at most.
      { pk: { prefix: 'FEED' } },
      { pk: { prefix: BOUND_PREFIX } },
      { pk: { prefix: 'ARTICLE#' }, sk: 'ARTICLE' },
      { pk: { prefix: 'IMAGES#' }, sk: { prefix: 'IMAGE#' } },
    ],
  });
  const publishComments = new OutboxReader(scope, 'DiscussionOutbox', {
    table: storage.discussion,
    fn: fn['publish-comments'],
    stage,
    keys: [
      { pk: { prefix: 'COUNT#' } },
      { pk: { prefix: 'LIKE#' }, sk: 'COUNT' },
      { pk: { prefix: 'COMMENT#' }, sk: 'COMMENT' },
      { pk: { prefix: 'COMMENT#' }, sk: { prefix: 'DECISION#' } },
      { pk: { prefix: 'COMMENTING#' } },
    ],
  });

  const bus = new EventBus(scope, 'Events');
  bus.admit(fn['emit-events']);
  const emitEvents = new OutboxReader(scope, 'EditorialEvents', {
    table: storage.editorial,
    fn: fn['emit-events'],
    stage,
    keys: [{ pk: { prefix: 'ARTICLE#' }, sk: 'ARTICLE' }],
  });
  new OutboxReader(scope, 'DiscussionEvents', {
    table: storage.discussion,
    fn: fn['emit-events'],
    stage,
    keys: [{ pk: { prefix: 'COMMENT#' }, sk: 'COMMENT' }],
    deadLetters: emitEvents.deadLetters,
  });

  const hub = createHub(scope, fn);
  const webhooks = createWebhooks(scope, stage, fn, bus);

  const releaseDue = new Every(scope, 'EveryMinute', {
    period: '1 minute',
    fn: fn['release-due'],
    staleAfter: Duration.minutes(1),
    retries: 0,
  });
  const rebuildFeeds = new Every(scope, 'EveryHour', {
    period: '1 hour',
    fn: fn['rebuild-feeds'],
    staleAfter: Duration.hours(1),
    retries: 1,
  })
    .also('News', '5 minutes', { only: 'news' } satisfies Partial<RebuildRequest>)
    .also('Audit', '1 hour', { only: 'audit' } satisfies Partial<RebuildRequest>)
    // Ends before the next one begins.
    .also('Underway', '2 minutes', { only: 'underway', seconds: 100 } satisfies Partial<RebuildRequest>);

  return {
    uploads,
    images,
    discussions,
    publish,
    publishComments,
    bus,
    emitEvents,
    hub,
    webhooks,
    releaseDue,
    rebuildFeeds,
  };
}

/** What sends events of comments to a stage's webhooks, where it has any. */
function createWebhooks(
  scope: Construct,
  stage: Stage,
  fn: EachFunction<NewsroomFunction>,
  bus: EventBus,
): WorkQueue | undefined {
  const sendWebhooks = fn['send-webhooks'];
  if (!sendWebhooks) return undefined;
  const webhooks = new WorkQueue(scope, 'WebhookQueue', {
    handling: Duration.seconds(FUNCTIONS['send-webhooks'].timeoutSeconds),
    variable: 'WEBHOOK_QUEUE_URL',
  });
  bus.feed(webhooks, [...new Set(stage.webhooks.flatMap(({ events }) => events))].sort());
  webhooks.admit(sendWebhooks);
  webhooks.feed(sendWebhooks, { concurrency: 5 });
  return webhooks;
}

/** What tells the hub of feeds that have changed, on a stage that has one: one topic in two requests at most, every five seconds. */
function createHub(scope: Construct, fn: EachFunction<NewsroomFunction>): WorkQueue | undefined {
  const pingHub = fn['ping-hub'];
  if (!pingHub) return undefined;
  const hub = new WorkQueue(scope, 'HubQueue', {
    handling: Duration.seconds(FUNCTIONS['ping-hub'].timeoutSeconds),
    variable: 'HUB_QUEUE_URL',
  });
  for (const each of [fn.publish, fn['rebuild-feeds']]) hub.admit(each);
  hub.feed(pingHub, { concurrency: 2, batchSize: 100, gather: Duration.seconds(5) });
  return hub;
}
