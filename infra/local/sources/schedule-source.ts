import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../../shared/time.ts';
import type { Outcome } from '../lambda/environment.ts';
import type { ScheduleSpec } from '../specs.ts';
import { parseSchedule } from './schedule-expression.ts';
import type { InvokeFunction, Source } from './source.ts';

const MINUTE_MS = 60_000;

/** A schedule: calls its function at the beginning of each minute in which it is due, whatever became of the last call. */
export class ScheduleSource implements Source {
  readonly #spec: ScheduleSpec;
  readonly #invoke: InvokeFunction;
  readonly #clock: Clock;
  readonly #isDue: (minute: Date) => boolean;
  readonly #inWork = new Set<Promise<Outcome>>();
  #timer: NodeJS.Timeout | undefined;

  /** Throws when the expression is not one that the local host knows. */
  constructor(spec: ScheduleSpec, invoke: InvokeFunction, clock: Clock = () => new Date()) {
    this.#spec = spec;
    this.#invoke = invoke;
    this.#clock = clock;
    this.#isDue = parseSchedule(spec.expression);
  }

  start(): void {
    const now = this.#clock().getTime();
    const next = (Math.floor(now / MINUTE_MS) + 1) * MINUTE_MS;
    this.#timer = setTimeout(() => {
      this.start();
      if (this.#isDue(new Date(next))) void this.fire(new Date(next));
    }, next - now);
  }

  async stop(graceMs: number): Promise<void> {
    clearTimeout(this.#timer);
    await Promise.race([Promise.all(this.#inWork), sleep(graceMs, undefined, { ref: false })]);
  }

  /** Calls the function now, with the event of a schedule that was due at `at`. */
  async fire(at: Date = this.#clock()): Promise<Outcome> {
    const work = this.#invoke(this.#spec.functionName, this.#spec.input ?? scheduledEvent(this.#spec.name, at));
    this.#inWork.add(work);
    try {
      return await work;
    } finally {
      this.#inWork.delete(work);
    }
  }
}

/** What a rule of EventBridge sends; its times have no fractions of a second. */
const scheduledEvent = (name: string, at: Date) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: '000000000000',
  time: at.toISOString().replace(/\.\d+Z$/, 'Z'),
  region: 'us-east-1',
  resources: [`arn:aws:events:us-east-1:000000000000:rule/${name}`],
  detail: {},
});
