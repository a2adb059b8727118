import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import type { DeadLetters } from './dead-letters.ts';
import type { NewsroomFunction } from './newsroom-function.ts';

/** What an alarm must say: whom it hurts and how, and what to do. */
interface Meaning {
  userImpact: string;
  action: string;
}

interface Threshold extends Meaning {
  metric: IMetric;
  above: number;
  /** How many of its last periods must be above. */
  periods?: number;
}

/** A stage's alarms; each says what its users feel. They go to the stage's address, where it has one. */
export class Alarms extends Construct {
  readonly #notify: SnsAction | undefined;

  constructor(scope: Construct, id: string, { alarmsEmail }: Stage) {
    super(scope, id);
    if (alarmsEmail === undefined) return;
    const topic = new Topic(this, 'Topic', { enforceSSL: true });
    topic.addSubscription(new EmailSubscription(alarmsEmail));
    this.#notify = new SnsAction(topic);
  }

  /** Raised while anything waits among the dead letters. */
  onDeadLetters(queue: DeadLetters, meaning: Meaning): void {
    const metric = queue.metricApproximateNumberOfMessagesVisible({
      period: Duration.minutes(1),
      statistic: 'Maximum',
    });
    this.onMetric(queue.node.id, { metric, above: 0, ...meaning });
  }

  /** Raised when a function fails in three of five minutes: not by the one failure that a retry mends. */
  onErrors(fn: NewsroomFunction, meaning: Meaning): void {
    this.onMetric(`${fn.node.id}Errors`, {
      metric: fn.metricErrors({ period: Duration.minutes(1) }),
      above: 0,
      periods: 3,
      ...meaning,
    });
  }

  onMetric(id: string, { metric, above, periods = 1, userImpact, action }: Threshold): void {
    const alarm = new Alarm(this, `${id}Alarm`, {
      metric,
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: periods === 1 ? 1 : 5,
      datapointsToAlarm: periods,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `${userImpact} What to do: ${action}`,
    });
    if (this.#notify) alarm.addAlarmAction(this.#notify);
  }
}
