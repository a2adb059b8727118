import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** Logs that go after the stage's retention: they hold no reader's data, and nothing is to be kept that is not read. */
export class KeptLogs extends LogGroup {
  constructor(scope: Construct, id: string, { retentionDays }: { retentionDays: number }) {
    super(scope, id, { retention: retentionDays, removalPolicy: RemovalPolicy.DESTROY });
  }
}
