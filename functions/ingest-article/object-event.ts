import * as z from 'zod';
import type { Instant } from '../../shared/time.ts';

/** One thing that happened to one key of the uploads bucket. */
export interface ObjectEvent {
  kind: 'put' | 'delete';
  key: string;
  versionId: string;
  sequencer: string;
  at: Instant;
  /** Bytes; absent for a delete. */
  size?: number;
  /** A delete of this one object version for good, rather than the delete marker that a plain delete leaves. */
  permanent?: boolean;
}

const s3Notification = z.object({
  Records: z.array(
    z.object({
      eventName: z.string(),
      eventTime: z.string(),
      s3: z.object({
        object: z.object({
          key: z.string(),
          size: z.number().optional(),
          versionId: z.string().optional(),
          sequencer: z.string(),
        }),
      }),
    }),
  ),
});

const testEvent = z.object({ Event: z.literal('s3:TestEvent') });

/**
 * The object events in the body of one queue message, an S3 event notification (event structure 2.x). The test message that
 * S3 sends when a notification is configured holds none.
 *
 * @throws when the body is not such a notification.
 */
export function objectEventsOf(body: string): ObjectEvent[] {
  const json: unknown = JSON.parse(body);
  if (testEvent.safeParse(json).success) return [];
  return s3Notification.parse(json).Records.flatMap((record): ObjectEvent[] => {
    const { object } = record.s3;
    const kind = kindOf(record.eventName);
    if (!kind) return [];
    return [
      {
        kind,
        key: decodeKey(object.key),
        versionId: object.versionId ?? 'null',
        sequencer: object.sequencer,
        at: new Date(record.eventTime).toISOString(),
        ...(object.size !== undefined && { size: object.size }),
        ...(record.eventName.endsWith('ObjectRemoved:Delete') && object.versionId && { permanent: true }),
      },
    ];
  });
}

/** Event names come with and without the prefix `s3:`. */
function kindOf(eventName: string): ObjectEvent['kind'] | undefined {
  if (/^(s3:)?ObjectCreated:/.test(eventName)) return 'put';
  if (/^(s3:)?ObjectRemoved:/.test(eventName)) return 'delete';
  return undefined;
}

/** S3 encodes keys in events as a form does: percent signs, and `+` for a space. */
const decodeKey = (key: string) => decodeURIComponent(key.replaceAll('+', ' '));
