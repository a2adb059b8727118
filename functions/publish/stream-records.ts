import * as z from 'zod';

/** What the function reads of a DynamoDB stream event: which items changed, in which order. Their images are read anew. */
const streamEvent = z.object({ Records: z.array(z.unknown()) });

const sequenced = z.object({ dynamodb: z.object({ SequenceNumber: z.string() }) });

const keyed = z.object({
  dynamodb: z.object({
    Keys: z.object({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) }),
  }),
});

export interface StreamRecord {
  /** Where the stream resumes if this record fails; undefined for a record that does not say. */
  sequenceNumber: string | undefined;
  /** The item's key; undefined when the record is not shaped as those of our tables are. */
  key: { pk: string; sk: string } | undefined;
}

/** The records of the event, in stream order. Throws on what is no stream event at all: that is a fault of wiring. */
export const streamRecordsOf = (event: unknown): StreamRecord[] =>
  streamEvent.parse(event).Records.map((record) => {
    const keys = keyed.safeParse(record).data?.dynamodb.Keys;
    return {
      sequenceNumber: sequenced.safeParse(record).data?.dynamodb.SequenceNumber,
      key: keys && { pk: keys.pk.S, sk: keys.sk.S },
    };
  });
