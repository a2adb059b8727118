import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  type GetRecordsCommandOutput,
  GetShardIteratorCommand,
  type _Record as StreamRecord,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams';

/** Reads a table's stream from its beginning, each record once: as much as there is whenever it is asked. */
export class StreamReader {
  readonly #streams: DynamoDBStreamsClient;
  readonly #arn: string;
  readonly #iterators = new Map<string, string | undefined>();
  readonly #from = new Map<string, 'TRIM_HORIZON' | 'LATEST'>();
  /** The last record that was read of a shard. */
  readonly #last = new Map<string, string>();

  private constructor(streams: DynamoDBStreamsClient, arn: string) {
    this.#streams = streams;
    this.#arn = arn;
  }

  static async of(table: string, tables: DynamoDBClient, streams: DynamoDBStreamsClient): Promise<StreamReader> {
    const { Table } = await tables.send(new DescribeTableCommand({ TableName: table }));
    if (!Table?.LatestStreamArn) throw new Error(`${table} has no stream`);
    return new StreamReader(streams, Table.LatestStreamArn);
  }

  async read(): Promise<StreamRecord[]> {
    await this.#findShards();
    const records: StreamRecord[] = [];
    for (const shard of this.#iterators.keys()) records.push(...(await this.#readShard(shard)));
    return records;
  }

  /** Passes over what there is. */
  async skip(): Promise<void> {
    this.#iterators.clear();
    await this.#findShards('LATEST');
  }

  async #findShards(from: 'TRIM_HORIZON' | 'LATEST' = 'TRIM_HORIZON'): Promise<void> {
    const { StreamDescription } = await this.#streams.send(new DescribeStreamCommand({ StreamArn: this.#arn }));
    for (const { ShardId } of StreamDescription?.Shards ?? []) {
      if (ShardId === undefined || this.#iterators.has(ShardId)) continue;
      this.#from.set(ShardId, from);
      const start = { StreamArn: this.#arn, ShardId, ShardIteratorType: from };
      const { ShardIterator } = await this.#streams.send(new GetShardIteratorCommand(start));
      this.#iterators.set(ShardId, ShardIterator);
    }
  }

  async #readShard(shard: string): Promise<StreamRecord[]> {
    const records: StreamRecord[] = [];
    for (;;) {
      const ShardIterator = this.#iterators.get(shard);
      if (ShardIterator === undefined) return records;
      const { Records = [], NextShardIterator } = await this.#get(shard, ShardIterator);
      this.#iterators.set(shard, NextShardIterator);
      if (Records.length === 0) return records;
      records.push(...Records);
      const last = Records.at(-1)?.dynamodb?.SequenceNumber;
      if (last !== undefined) this.#last.set(shard, last);
    }
  }

  /** DynamoDB Local takes an iterator of a stream that has only just begun for one of records that are gone: another one will do. */
  async #get(ShardId: string, ShardIterator: string): Promise<GetRecordsCommandOutput> {
    try {
      return await this.#streams.send(new GetRecordsCommand({ ShardIterator }));
    } catch (error) {
      if (!(error instanceof TrimmedDataAccessException)) throw error;
      const SequenceNumber = this.#last.get(ShardId);
      const start = SequenceNumber
        ? ({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber } as const)
        : ({ ShardIteratorType: this.#from.get(ShardId) } as const);
      const again = new GetShardIteratorCommand({ StreamArn: this.#arn, ShardId, ...start });
      const { ShardIterator: other } = await this.#streams.send(again);
      return await this.#streams.send(new GetRecordsCommand({ ShardIterator: other }));
    }
  }
}
