import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { matchesPattern } from '../sources/event-pattern.ts';
import type { EventBusSpec, EventTarget } from '../specs.ts';
import { ACCOUNT, REGION } from '../template/resource-kinds.ts';

const entry = z.object({
  EventBusName: z.string().default('default'),
  Source: z.string().min(1),
  DetailType: z.string().min(1),
  Detail: z.string(),
  /** Seconds of the epoch. */
  Time: z.number().optional(),
  Resources: z.array(z.string()).default([]),
});

type Entry = z.infer<typeof entry>;

const request = z.object({ Entries: z.array(z.unknown()).min(1).max(10) });

const detail = z.record(z.string(), z.unknown());

type Answer = { EventId: string } | { ErrorCode: string; ErrorMessage: string };

export interface EventBusesOptions {
  /** Takes each event as it is delivered, one line of JSON. */
  keep(line: string): void;
  /** Gives an event to what a rule names. */
  deliver(target: EventTarget, event: unknown): void;
}

/** The event buses of the template: they take events, keep them to be read, and give them to the targets of matching rules. */
export class EventBuses {
  readonly #specs: Map<string, EventBusSpec>;
  readonly #options: EventBusesOptions;

  constructor(specs: readonly EventBusSpec[], options: EventBusesOptions) {
    this.#specs = new Map(specs.map((spec) => [spec.name, spec]));
    this.#options = options;
  }

  /** PutEvents: takes what it can, and says of each entry. Throws when there are none or more than ten. */
  put(given: unknown): { FailedEntryCount: number; Entries: Answer[] } {
    const Entries = request.parse(given).Entries.map((each) => this.#take(each));
    return { FailedEntryCount: Entries.filter((answer) => 'ErrorCode' in answer).length, Entries };
  }

  #take(given: unknown): Answer {
    const parsed = entry.safeParse(given);
    if (!parsed.success) return { ErrorCode: 'InvalidArgument', ErrorMessage: z.prettifyError(parsed.error) };
    const bus = this.#specs.get(parsed.data.EventBusName);
    if (!bus) return { ErrorCode: 'InvalidArgument', ErrorMessage: `No event bus ${parsed.data.EventBusName}` };
    const said = detailOf(parsed.data.Detail);
    if (!said) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
    const event = envelopeOf(parsed.data, said);
    this.#options.keep(JSON.stringify(event));
    for (const rule of bus.rules) {
      if (matchesPattern(rule.pattern, event)) for (const target of rule.targets) this.#options.deliver(target, event);
    }
    return { EventId: event.id };
  }
}

function detailOf(text: string): Record<string, unknown> | undefined {
  try {
    return detail.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

const envelopeOf = ({ DetailType, Source, Time, Resources }: Entry, said: Record<string, unknown>) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': DetailType,
  source: Source,
  account: ACCOUNT,
  time: `${new Date(Time === undefined ? Date.now() : Time * 1000).toISOString().slice(0, 19)}Z`,
  region: REGION,
  resources: Resources,
  detail: said,
});
