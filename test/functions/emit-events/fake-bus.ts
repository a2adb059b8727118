import type { DomainEvent } from '../../../events/domain-event.ts';
import { emitEvents } from '../../../functions/emit-events/emit-events.ts';

export const SITE_URL = 'https://news.example';

/** A bus that takes events up to the one of this type. */
export function fakeBus(refuses?: DomainEvent['type']) {
  const taken: DomainEvent[] = [];
  const put = (events: readonly DomainEvent[]) => {
    const refused = events.findIndex(({ type }) => type === refuses);
    taken.push(...events.slice(0, refused < 0 ? undefined : refused));
    return Promise.resolve(refused < 0 ? undefined : refused);
  };
  return { taken, put };
}

export function fakeLog() {
  const warned: string[] = [];
  return { warned, info: () => {}, error: () => {}, warn: (message: string) => warned.push(message) };
}

/** What these records make known, to whoever takes all. */
export async function eventsOf(...Records: unknown[]): Promise<DomainEvent[]> {
  const bus = fakeBus();
  await emitEvents({ Records }, { bus, siteUrl: SITE_URL, log: fakeLog() });
  return bus.taken;
}
