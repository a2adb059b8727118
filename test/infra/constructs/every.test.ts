import { Duration } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, it } from 'vitest';
import { Every } from '../../../infra/constructs/every.ts';
import { NewsroomFunction } from '../../../infra/constructs/newsroom-function.ts';
import { stageNamed, stubBundles, testStack } from '../stack-under-test.ts';

const stack = testStack();
new Every(stack, 'EveryMinute', {
  period: '1 minute',
  fn: new NewsroomFunction(stack, 'release-due', { stage: stageNamed('dev'), bundles: stubBundles() }),
  staleAfter: Duration.minutes(1),
  retries: 0,
}).also('Often', '5 minutes', { only: 'some' });
const template = Template.fromStack(stack);

const deadLetters = { 'Fn::GetAtt': [Match.stringLikeRegexp('^ReleaseDueDeadLetters'), 'Arn'] };

describe('every minute', () => {
  it('runs the function, and keeps a tick that could not be delivered', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ReleaseDue'), 'Arn'] },
        Input: '{}',
        DeadLetterConfig: { Arn: deadLetters },
        RetryPolicy: { MaximumEventAgeInSeconds: 60 },
      },
    });
  });

  it('runs it at another pace too, and says what for', () => {
    template.resourceCountIs('AWS::Scheduler::Schedule', 2);
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(5 minutes)',
      Target: { Input: '{"only":"some"}', DeadLetterConfig: { Arn: deadLetters } },
    });
  });

  it('leaves a failed run to the next tick, and keeps it', () => {
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 60,
      DestinationConfig: { OnFailure: { Destination: deadLetters } },
    });
  });
});
