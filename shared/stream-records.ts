import * as z from 'zod';
import { type Instant, toInstant } from './time.ts';

const streamEvent = z.object({ Records: z.array(z.unknown()) });

const text = z.object({ S: z.string() });

const sequenced = z.object({ dynamodb: z.object({ SequenceNumber: z.string() }) });

const changed = z.object({
  dynamodb: z.object({
    Keys: z.object({ pk: text, sk: text }),
    OldImage: z.unknown().optional(),
    NewImage: z.unknown().optional(),
    ApproximateCreationDateTime: z.number().optional().catch(undefined),
  }),
});

/** One record of a DynamoDB stream. */
export interface StreamRecord {
  /** Where the stream resumes if this record fails; undefined for a record that does not say. */
  sequenceNumber: string | undefined;
  /** The item's key; undefined when the record is not shaped as those of our tables are. */
  key: { pk: string; sk: string } | undefined;
  /** The item before and after, in DynamoDB's own notation, for the reader's schema to parse. */
  oldImage: unknown;
  newImage: unknown;
  /** When the item was written, to the second; undefined for a record that does not say. */
  writtenAt: Instant | undefined;
}

/** The records of a stream event, in stream order. Throws on what is no stream event at all: that is a fault of wiring. */
export const streamRecordsOf = (event: unknown): StreamRecord[] =>
  streamEvent.parse(event).Records.map((record) => {
    const change = changed.safeParse(record).data?.dynamodb;
    return {
      sequenceNumber: sequenced.safeParse(record).data?.dynamodb.SequenceNumber,
      key: change && { pk: change.Keys.pk.S, sk: change.Keys.sk.S },
      oldImage: change?.OldImage,
      newImage: change?.NewImage,
      writtenAt: instantOf(change?.ApproximateCreationDateTime),
    };
  });

const instantOf = (seconds: number | undefined): Instant | undefined =>
  seconds === undefined ? undefined : toInstant(new Date(seconds * 1000));

/** What Lambda is answered: the stream resumes at this item, which an empty identifier makes the whole batch. */
export interface StreamAnswer {
  batchItemFailures: { itemIdentifier: string }[];
}

/** The answer when the work that the records at these positions asked for has failed: all from the first of them comes again. */
export function resumeAt(records: readonly StreamRecord[], failed: readonly number[]): StreamAnswer {
  if (failed.length === 0) return { batchItemFailures: [] };
  return { batchItemFailures: [{ itemIdentifier: records[Math.min(...failed)]?.sequenceNumber ?? '' }] };
}
