import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Says why findings of cdk-nag's AwsSolutions rules stand, each by its own id: `test/infra/nag.test.ts` fails for any other.
 * They are said where the code is that causes them.
 */
export function accept(construct: IConstruct, findings: Record<`AwsSolutions-${string}`, string>): void {
  Validations.of(construct).acknowledge(...Object.entries(findings).map(([id, reason]) => ({ id, reason })));
}
