import type { DomainEvent } from '../../events/domain-event.ts';
import type { Log } from '../../shared/log.ts';
import { itemOfImage } from '../../shared/store/stream-image.ts';
import { resumeAt, type StreamAnswer, type StreamRecord, streamRecordsOf } from '../../shared/stream-records.ts';
import { articleEventOf, toldArticle } from './article-events.ts';
import { commentEventsOf, toldComment } from './comment-events.ts';

/** Where events go. */
export interface Bus {
  /** Puts these on the bus. Answers the position of the first that it has not taken, however often it was asked. */
  put(events: readonly DomainEvent[]): Promise<number | undefined>;
}

export interface Deps {
  bus: Bus;
  /** The site's origin, without a slash at its end. */
  siteUrl: string;
  log: Log;
}

/**
 * Tells of what a batch of either stream has changed, in its order. Answers with the record of the first event that the bus has not
 * taken, where the stream is to resume: so each is told at least once. They are made of the records alone and have the same
 * ids when they come again. A record of unknown shape is logged and passed over.
 */
export async function emitEvents(event: unknown, { bus, siteUrl, log }: Deps): Promise<StreamAnswer> {
  const records = streamRecordsOf(event);
  const told = records.flatMap((record, position) => {
    const events = eventsOf(record, siteUrl);
    if (!events) log.warn('record passed over', { sequenceNumber: record.sequenceNumber });
    return (events ?? []).map((each) => ({ event: each, position }));
  });
  if (told.length === 0) return resumeAt(records, []);
  const untold = await bus.put(told.map((each) => each.event));
  const ids = told.slice(0, untold).map((each) => each.event.detail.id);
  log.info('events told', { ids });
  if (untold === undefined) return resumeAt(records, []);
  log.error('events not told, to be retried', { ids: told.slice(untold).map((each) => each.event.detail.id) });
  return resumeAt(records, [told[untold]?.position ?? 0]);
}

/** Undefined for a record that means nothing to us. */
function eventsOf({ key, oldImage, newImage, writtenAt }: StreamRecord, siteUrl: string): DomainEvent[] | undefined {
  const [was, is] = [itemOfImage(oldImage), itemOfImage(newImage)];
  if (key?.sk === 'ARTICLE') {
    const [before, after] = [toldArticle.optional().safeParse(was), toldArticle.safeParse(is)];
    if (!before.success || !after.success) return undefined;
    const event = articleEventOf(before.data, after.data, siteUrl);
    return event ? [event] : [];
  }
  if (key?.sk !== 'COMMENT') return undefined;
  const [before, after] = [toldComment.optional().safeParse(was), toldComment.safeParse(is)];
  return before.success && after.success ? commentEventsOf(before.data, after.data, writtenAt) : undefined;
}
