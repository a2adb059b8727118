import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record as StreamRecord,
} from '@aws-sdk/client-dynamodb-streams';

/** Reads a table's stream from its beginning, each record once: as much as there is whenever it is asked. */
export class StreamReader {
  readonly #streams: DynamoDBStreamsClient;
  readonly #arn: string;
  readonly #iterators = new Map<string, string | undefined>();

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
      const { Records = [], NextShardIterator } = await this.#streams.send(new GetRecordsCommand({ ShardIterator }));
      this.#iterators.set(shard, NextShardIterator);
      if (Records.length === 0) return records;
      records.push(...Records);
    }
  }
}
