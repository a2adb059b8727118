import { expect, test } from 'vitest';
import { at, FUNCTION, read } from './assembly.ts';

const rule = (properties: object) =>
  at('Kills', 'AWS::Events::Rule', {
    EventBusName: { Ref: 'Bus' },
    EventPattern: { source: ['newsroom'] },
    ...properties,
  });

const RESOURCES = {
  Fn: FUNCTION,
  Bus: at('Events', 'AWS::Events::EventBus', { Name: 'newsroom-dev' }),
  Work: at('Work', 'AWS::SQS::Queue'),
};

const target = (id: string) => ({ Id: id, Arn: { 'Fn::GetAtt': [id, 'Arn'] } });

test('a bus, and a rule on it that gives events to a queue and a function', async () => {
  const { eventBuses, schedules } = await read({
    ...RESOURCES,
    Rule: rule({ Targets: [target('Work'), target('Fn')] }),
  });
  expect(eventBuses).toEqual([
    {
      name: 'newsroom-events',
      rules: [
        {
          pattern: { source: ['newsroom'] },
          targets: [
            { queueArn: 'arn:aws:sqs:us-east-1:000000000000:newsroom-work' },
            { functionName: 'resize-images' },
          ],
        },
      ],
    },
  ]);
  expect(schedules).toEqual([]);
});

test('a rule that is switched off gives nothing to anybody', async () => {
  const { eventBuses } = await read({ ...RESOURCES, Rule: rule({ State: 'DISABLED', Targets: [target('Work')] }) });
  expect(eventBuses).toEqual([{ name: 'newsroom-events', rules: [] }]);
});

test.each([
  ['a target that nothing runs here for', { Targets: [{ Id: 'x', Arn: 'arn:aws:states:us-east-1:1:stateMachine:x' }] }],
  ['an event that is made another one', { Targets: [{ ...target('Work'), InputPath: '$.detail' }] }],
  ['no bus', { EventBusName: undefined, Targets: [] }],
])('%s is refused', async (_, properties) => {
  await expect(read({ ...RESOURCES, Rule: rule(properties) })).rejects.toThrow();
});
