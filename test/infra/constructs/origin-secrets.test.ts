import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { OriginSecrets } from '../../../infra/constructs/origin-secrets.ts';
import { resourcesOf, stageNamed, testStack } from '../stack-under-test.ts';

function secrets(sends: 'a' | 'b', a: number, b: number) {
  const stack = testStack();
  const { originSecrets } = stageNamed('dev', { originSecrets: { sends, generations: { a, b } } });
  const { sent, accepted } = new OriginSecrets(stack, 'OriginSecrets', originSecrets);
  const ids = [...resourcesOf(Template.fromStack(stack), 'AWS::SecretsManager::Secret').keys()];
  return { sent: JSON.stringify(stack.resolve(sent)), accepted: JSON.stringify(stack.resolve(accepted)), ids };
}

describe('the origin secrets', () => {
  it('are two; one is sent and both are accepted', () => {
    const { sent, accepted, ids } = secrets('a', 1, 1);
    expect(ids).toHaveLength(2);
    expect(ids.filter((id) => accepted.includes(id))).toEqual(ids);
    expect(ids.filter((id) => sent.includes(id))).toEqual([ids[0]]);
  });

  it('rotate without a moment at which what is sent is not accepted, before or after each step', () => {
    const steps = [secrets('a', 1, 1), secrets('a', 1, 2), secrets('b', 1, 2), secrets('b', 2, 2)];
    const idIn = (text: string, step: (typeof steps)[number]) => step.ids.filter((id) => text.includes(id));
    for (const [i, step] of steps.entries()) {
      const [sent] = idIn(step.sent, step);
      // While a deployment runs, functions and CDN may each still be at the step before or already at this one.
      for (const other of [steps[i - 1], step, steps[i + 1]]) if (other) expect(other.accepted).toContain(sent);
    }
    expect(new Set(steps.flatMap(({ ids }) => ids)).size).toBe(4);
  });
});
