import { setTimeout as sleep } from 'node:timers/promises';
import { type EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { type DomainEvent, EVENT_SOURCE } from '../../../events/domain-event.ts';
import type { Log } from '../../../shared/log.ts';
import type { Bus } from '../emit-events.ts';

/** PutEvents takes as many entries, and as many bytes of them. */
const MOST_ENTRIES = 10;
const MOST_BYTES = 256 * 1024;
/** What AWS counts for an entry's time. */
const TIME_BYTES = 14;

/** How often entries are tried that EventBridge did not take. */
const ATTEMPTS = 4;

/**
 * An EventBridge bus. PutEvents succeeds although some of its entries may not: those are tried again, after a tenth of a second and
 * then twice that, before what comes after them is.
 */
export class EventBus implements Bus {
  readonly #client: EventBridgeClient;
  readonly #name: string;
  readonly #log: Log;

  constructor(client: EventBridgeClient, name: string, log: Log) {
    this.#client = client;
    this.#name = name;
    this.#log = log;
  }

  async put(events: readonly DomainEvent[]): Promise<number | undefined> {
    let position = 0;
    for (const batch of batchesOf(events.map((event) => this.#entryOf(event)))) {
      const refused = await this.#putBatch(batch);
      if (refused !== undefined) return position + refused;
      position += batch.length;
    }
    return undefined;
  }

  /** The position of the first entry that was not taken. */
  async #putBatch(batch: readonly PutEventsRequestEntry[]): Promise<number | undefined> {
    let open = batch.map((entry, position) => ({ entry, position }));
    for (let attempt = 1; open.length > 0 && attempt <= ATTEMPTS; attempt++) {
      if (attempt > 1) await sleep(50 * 2 ** (attempt - 1));
      try {
        const { Entries = [] } = await this.#client.send(
          new PutEventsCommand({ Entries: open.map(({ entry }) => entry) }),
        );
        open = open.filter((_, i) => Entries[i]?.EventId === undefined);
        if (open.length > 0) this.#log.warn('entries not taken', { codes: Entries.flatMap((e) => e.ErrorCode ?? []) });
      } catch (error) {
        // The client itself has tried it three times.
        this.#log.error('bus not reached', { error });
        break;
      }
    }
    return open[0]?.position;
  }

  #entryOf = ({ type, detail }: DomainEvent): PutEventsRequestEntry => ({
    EventBusName: this.#name,
    Source: EVENT_SOURCE,
    DetailType: type,
    Time: new Date(detail.at),
    Detail: JSON.stringify(detail),
  });
}

function batchesOf(entries: readonly PutEventsRequestEntry[]): PutEventsRequestEntry[][] {
  const batches: PutEventsRequestEntry[][] = [];
  let room = 0;
  for (const entry of entries) {
    const bytes = bytesOf(entry);
    const last = batches.at(-1);
    if (last && last.length < MOST_ENTRIES && bytes <= room) last.push(entry);
    else {
      batches.push([entry]);
      room = MOST_BYTES;
    }
    room -= bytes;
  }
  return batches;
}

const bytesOf = ({ Source = '', DetailType = '', Detail = '' }: PutEventsRequestEntry): number =>
  TIME_BYTES + [Source, DetailType, Detail].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
