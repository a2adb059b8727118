import { Duration } from 'aws-cdk-lib';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { DRIFT } from '../shared/comment/drift.ts';
import { Alarms } from './constructs/alarms.ts';
import type { NewsroomFunction } from './constructs/newsroom-function.ts';
import type { Events } from './events.ts';
import type { EachFunction } from './functions.ts';
import type { Stage } from './stage.ts';

/** How late an upload or a published change may be before somebody is told. */
const LATE = Duration.minutes(5);

/** Who is hurt when something fails, and what to do about it. */
export function createAlarms(scope: Construct, stage: Stage, fn: EachFunction<NewsroomFunction>, events: Events): void {
  const alarms = new Alarms(scope, 'Alarms', stage);

  alarms.onDeadLetters(events.uploads.deadLetters, {
    userImpact: 'Articles that a desk or a wire has sent are not published.',
    action: 'find the cause in the logs of ingest-article, then redrive the queue: its order does not matter.',
  });
  alarms.onDeadLetters(events.images.deadLetters, {
    userImpact: 'Images that a desk or a wire has sent are not published.',
    action: 'find the cause in the logs of make-renditions, then redrive the queue: its order does not matter.',
  });
  alarms.onDeadLetters(events.publish.deadLetters, {
    userImpact: 'Readers may see a page or a feed as it was before, or an article that was withdrawn.',
    action: 'find the cause in the logs of publish, then run npm run rebuild -- --full.',
  });
  alarms.onDeadLetters(events.publishComments.deadLetters, {
    userImpact: 'Readers see an old number of comments, or miss some below their articles.',
    action: 'find the cause in the logs of publish-comments, then run npm run rebuild -- --full.',
  });
  alarms.onDeadLetters(events.discussions.deadLetters, {
    userImpact: 'Readers miss comments, or see some that were taken away.',
    action: 'find the cause in the logs of publish-discussion, then redrive the queue: its order does not matter.',
  });
  alarms.onDeadLetters(events.emitEvents.deadLetters, {
    userImpact: 'Systems that follow the newsroom by its events have missed some for good.',
    action: 'find the cause in the logs of emit-events; have them read /feeds/changes/atom.xml and the comments anew.',
  });
  if (events.hub) {
    alarms.onDeadLetters(events.hub.deadLetters, {
      userImpact: 'Subscribers of feeds hear of changes only when they look by themselves.',
      action: 'see in the logs of ping-hub what the hub answers; redrive the queue once it takes topics again.',
    });
  }
  if (events.webhooks) {
    alarms.onDeadLetters(events.webhooks.deadLetters, {
      userImpact: 'Whoever takes our webhooks has not heard of comments.',
      action: 'see in the logs of send-webhooks what they answer; redrive the queue once they take events again.',
    });
  }
  alarms.onDeadLetters(events.releaseDue.deadLetters, {
    userImpact: 'Scheduled articles come late, or expired ones stay, until a later tick succeeds.',
    action: 'find the cause in the logs of release-due; each tick does what earlier ones left.',
  });
  alarms.onDeadLetters(events.rebuildFeeds.deadLetters, {
    userImpact: 'What is missing or wrong among pages and feeds stays so for another hour.',
    action: 'find the cause in the logs of rebuild-feeds, then run npm run rebuild.',
  });

  alarms.onErrors(fn.articles, {
    userImpact: 'Readers, partners and editors get errors from the article API.',
    action: 'find the cause in the logs of articles by the request id of an answer.',
  });
  alarms.onErrors(fn.comments, {
    userImpact: 'Readers cannot read or post comments, moderators cannot decide.',
    action: 'find the cause in the logs of comments by the request id of an answer.',
  });
  alarms.onErrors(fn['release-due'], {
    userImpact: 'Scheduled articles come late and embargoes end late.',
    action: 'find the cause in the logs of release-due.',
  });

  const drift = new MetricFilter(scope, 'CounterDrift', {
    logGroup: fn['rebuild-feeds'].logGroup,
    filterPattern: FilterPattern.stringValue('$.message', '=', DRIFT),
    metricNamespace: 'Newsroom',
    metricName: 'CounterDrift',
  });
  alarms.onMetric('CountersDrift', {
    metric: drift.metric({ period: Duration.minutes(5), statistic: 'Sum' }),
    above: 0,
    userImpact:
      'Readers or moderators have seen numbers, lists or queues of comments that were wrong; the audit has put them right.',
    action:
      'find the article in the logs of rebuild-feeds, and what wrote its discussion past the transactions that count.',
  });

  alarms.onMetric('UploadsWait', {
    metric: events.uploads.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1), statistic: 'Maximum' }),
    above: LATE.toSeconds(),
    userImpact: 'News is late: uploads wait for minutes.',
    action: 'look for errors and throttles of ingest-article; raise uploadConcurrency of the stage if it is only busy.',
  });
  for (const name of ['publish', 'publish-comments', 'emit-events'] as const) {
    const late = name === 'emit-events' ? 'Other systems do not hear of' : 'Readers do not see';
    alarms.onMetric(`${fn[name].node.id}Lags`, {
      metric: fn[name].metric('IteratorAge', { period: Duration.minutes(1), statistic: 'Maximum' }),
      above: LATE.toMilliseconds(),
      userImpact: `${late} what changed minutes ago: a batch holds its part of the stream up.`,
      action: `look for errors of ${name}; the batch goes to dead letters when its retries are used up.`,
    });
  }
}
