import type { Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { DeadLetters } from './dead-letters.ts';
import type { NewsroomFunction } from './newsroom-function.ts';

interface EveryProps {
  /** In the terms of EventBridge Scheduler: `1 minute`, `2 hours`. */
  period: string;
  fn: NewsroomFunction;
  /** After how long a tick that could not be delivered or failed is of no use any more, at least a minute. */
  staleAfter: Duration;
  /** How often a failed run is tried again: 0 where the next tick does its work as well. */
  retries: 0 | 1 | 2;
}

/** Runs a function every so often. Ticks that fail for good are dead letters. */
export class Every extends Construct {
  readonly deadLetters: DeadLetters;
  readonly #fn: NewsroomFunction;
  readonly #role: Role;
  readonly #staleAfter: Duration;

  constructor(scope: Construct, id: string, { period, fn, staleAfter, retries }: EveryProps) {
    super(scope, id);
    this.deadLetters = new DeadLetters(scope, `${fn.node.id}DeadLetters`);
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [fn.functionArn] }));
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.deadLetters.queueArn] }));
    this.#fn = fn;
    this.#role = role;
    this.#staleAfter = staleAfter;
    // A tick says nothing: what time it is, a function asks its own clock.
    this.#schedule('Resource', period, '{}');
    // The scheduler has done its part once Lambda has taken the event; what becomes of the run is Lambda's to retry.
    fn.configureAsyncInvoke({
      maxEventAge: staleAfter,
      retryAttempts: retries,
      onFailure: this.deadLetters.receiveFrom(fn),
    });
  }
  /** Runs it at another pace as well, and tells it that this is what it runs for. */
  also(id: string, period: string, input: object): this {
    this.#schedule(id, period, JSON.stringify(input));
    return this;
  }

  #schedule(id: string, period: string, input: string): void {
    const schedule = new CfnSchedule(this, id, {
      scheduleExpression: `rate(${period})`,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: this.#fn.functionArn,
        roleArn: this.#role.roleArn,
        input,
        deadLetterConfig: { arn: this.deadLetters.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: this.#staleAfter.toSeconds(), maximumRetryAttempts: 3 },
      },
    });
    schedule.node.addDependency(this.#role);
  }
}
