import * as z from 'zod';

/** A record as the engine gives it, which is as Lambda passes it on: only what we act upon is looked at. */
const streamRecord = z.looseObject({
  eventID: z.string(),
  eventName: z.enum(['INSERT', 'MODIFY', 'REMOVE']),
  dynamodb: z.looseObject({ SequenceNumber: z.string(), ApproximateCreationDateTime: z.number().optional() }),
});
export type StreamRecord = z.infer<typeof streamRecord>;

const streams = z.object({ Streams: z.array(z.object({ StreamArn: z.string(), StreamLabel: z.string() })) });
const description = z.object({
  StreamDescription: z.object({
    Shards: z.array(z.object({ ShardId: z.string(), ParentShardId: z.string().optional() })),
    LastEvaluatedShardId: z.string().optional(),
  }),
});
const iterator = z.object({ ShardIterator: z.string() });
const records = z.object({ Records: z.array(streamRecord), NextShardIterator: z.string().nullish() });

export type IteratorStart = { type: 'TRIM_HORIZON' | 'LATEST' } | { after: string };

/** An error of the streams API, `code` as it names it: `ExpiredIteratorException`, `TrimmedDataAccessException`… */
export class StreamError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

/**
 * DynamoDB Streams over the wire. Spoken directly and not through the SDK: the host polls many times a second, and a record
 * is passed on as the JSON that it is. Engines check no signature, but want to see one.
 */
export class StreamApi {
  readonly #endpoint: string;

  constructor(endpoint: string) {
    this.#endpoint = endpoint;
  }

  /** The ARN of the newest stream of the table; undefined where it has none. */
  async streamOf(TableName: string): Promise<string | undefined> {
    const { Streams } = streams.parse(await this.#call('ListStreams', { TableName }));
    return Streams.sort((a, b) => (a.StreamLabel < b.StreamLabel ? 1 : -1))[0]?.StreamArn;
  }

  /** Its shards, parents before children. */
  async shards(StreamArn: string): Promise<{ id: string; parent?: string }[]> {
    const found: { id: string; parent?: string }[] = [];
    let ExclusiveStartShardId: string | undefined;
    do {
      const answer = description.parse(await this.#call('DescribeStream', { StreamArn, ExclusiveStartShardId }));
      for (const { ShardId: id, ParentShardId: parent } of answer.StreamDescription.Shards) {
        found.push({ id, ...(parent !== undefined && { parent }) });
      }
      ExclusiveStartShardId = answer.StreamDescription.LastEvaluatedShardId;
    } while (ExclusiveStartShardId !== undefined);
    return found;
  }

  async iterator(StreamArn: string, ShardId: string, start: IteratorStart): Promise<string> {
    const position =
      'after' in start
        ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: start.after }
        : { ShardIteratorType: start.type };
    return iterator.parse(await this.#call('GetShardIterator', { StreamArn, ShardId, ...position })).ShardIterator;
  }

  /** The next records, at most `limit`; no `next`: the shard is closed and read to its end. */
  async records(ShardIterator: string, limit: number): Promise<{ records: StreamRecord[]; next?: string }> {
    const answer = records.parse(await this.#call('GetRecords', { ShardIterator, Limit: Math.min(limit, 1000) }));
    return { records: answer.Records, ...(answer.NextShardIterator != null && { next: answer.NextShardIterator }) };
  }

  async #call(operation: string, input: object): Promise<unknown> {
    const response = await fetch(this.#endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDBStreams_20120810.${operation}`,
        'x-amz-date': '20260101T000000Z',
        authorization:
          'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
      },
      body: JSON.stringify(input),
    });
    const body: unknown = await response.json();
    if (response.ok) return body;
    const error = z.object({ __type: z.string(), message: z.string().optional() }).parse(body);
    throw new StreamError(error.__type.split('#').at(-1) ?? error.__type, error.message ?? operation);
  }
}
