import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { NewsroomFunction } from './newsroom-function.ts';

/** The bus on which a stage tells others what has changed; it has the stack's name. Rules on it are theirs, in stacks of their own. */
export class EventBus extends events.EventBus {
  constructor(scope: Construct, id: string) {
    super(scope, id, { eventBusName: Stack.of(scope).stackName });
  }

  /** Tells the function this bus' name and lets it put events there. */
  admit(fn: NewsroomFunction): void {
    fn.tell({ EVENT_BUS: this.eventBusName }).allow(['events:PutEvents'], [this.eventBusArn]);
  }
}
