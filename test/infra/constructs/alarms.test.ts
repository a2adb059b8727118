import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { Alarms } from '../../../infra/constructs/alarms.ts';
import { DeadLetters } from '../../../infra/constructs/dead-letters.ts';
import { resourcesOf, stageNamed, testStack } from '../stack-under-test.ts';

function alarms(settings: Record<string, unknown> = {}): Template {
  const stack = testStack();
  new Alarms(stack, 'Alarms', stageNamed('dev', settings)).onDeadLetters(new DeadLetters(stack, 'LostLetters'), {
    userImpact: 'Articles are not published.',
    action: 'redrive the queue.',
  });
  return Template.fromStack(stack);
}

describe('an alarm', () => {
  it('is raised by the first dead letter, and says whom it hurts and what to do', () => {
    alarms().hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
      AlarmDescription: 'Articles are not published. What to do: redrive the queue.',
    });
  });

  it('tells the address of the stage, or nobody', () => {
    expect(resourcesOf(alarms(), 'AWS::SNS::Topic').size).toBe(0);
    const told = alarms({ alarmsEmail: 'desk@news.example' });
    told.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'desk@news.example' });
    const [topic] = resourcesOf(told, 'AWS::SNS::Topic').keys();
    told.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmActions: [{ Ref: topic }] });
  });
});
