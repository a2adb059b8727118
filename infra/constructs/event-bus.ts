import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import { EVENT_SOURCE } from '../../events/domain-event.ts';
import type { NewsroomFunction } from './newsroom-function.ts';
import type { WorkQueue } from './work-queue.ts';

/** The bus on which a stage tells others what has changed; it has the stack's name. Others' rules on it are in stacks of their own. */
export class EventBus extends events.EventBus {
  constructor(scope: Construct, id: string) {
    super(scope, id, { eventBusName: Stack.of(scope).stackName });
  }

  /** Tells the function this bus' name and lets it put events there. */
  admit(fn: NewsroomFunction): void {
    fn.tell({ EVENT_BUS: this.eventBusName }).allow(['events:PutEvents'], [this.eventBusArn]);
  }

  /** Has these events of the newsroom's put into a queue, whole as the bus delivers them. */
  feed(queue: WorkQueue, types: readonly string[]): void {
    new events.Rule(queue, 'FromBus', {
      eventBus: this,
      eventPattern: { source: [EVENT_SOURCE], detailType: [...types] },
      targets: [new SqsQueue(queue)],
    });
  }
}
