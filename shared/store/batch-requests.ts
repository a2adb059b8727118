import {
  type AttributeValue,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  type DynamoDBClient,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { backOff } from './back-off.ts';
import { type Item, toWire } from './expressions.ts';
import type { Key, PlainWrite } from './table.ts';

/** How many items one request reads and writes at most. */
const READS = 100;
export const BATCH_WRITES = 25;

/** How often is asked for what DynamoDB has left for later. */
const ATTEMPTS = 10;

/** An item of a table, by the table's name. */
export interface Read {
  table: string;
  key: Key;
}

/**
 * The items, of one table or several, in the order of the reads and undefined where there is none. One request per 100 keys, in
 * which each key is asked for once; keys that DynamoDB leaves for later are asked for again, with jitter.
 */
export async function batchGet(
  client: DynamoDBClient,
  reads: readonly Read[],
  { consistent = false }: { consistent?: boolean } = {},
): Promise<(Item | undefined)[]> {
  const found = new Map<string, Item>();
  const wanted = [...new Map(reads.map((read) => [nameOf(read.table, read.key), read])).values()];
  for (let i = 0; i < wanted.length; i += READS) {
    let pending = keysByTable(wanted.slice(i, i + READS));
    for (let attempt = 0; Object.keys(pending).length > 0; attempt++) {
      if (attempt > 0) await waitFor(attempt);
      const RequestItems = Object.fromEntries(
        Object.entries(pending).map(([table, Keys]) => [table, { Keys, ConsistentRead: consistent }]),
      );
      const { Responses = {}, UnprocessedKeys = {} } = await client.send(new BatchGetItemCommand({ RequestItems }));
      for (const [table, items] of Object.entries(Responses)) {
        for (const item of items.map((each) => unmarshall(each))) {
          found.set(nameOf(table, { pk: String(item.pk), sk: String(item.sk) }), item);
        }
      }
      pending = Object.fromEntries(Object.entries(UnprocessedKeys).map(([table, { Keys = [] }]) => [table, Keys]));
    }
  }
  return reads.map(({ table, key }) => found.get(nameOf(table, key)));
}

/**
 * Puts and deletes items, each key at most once, with no condition and in no order. One request per 25 writes; what DynamoDB leaves for
 * later is sent again, with jitter. Throws if anything is left in the end, or a request is refused: then some of it may be done.
 */
export async function batchWrite(client: DynamoDBClient, table: string, writes: readonly PlainWrite[]): Promise<void> {
  for (let i = 0; i < writes.length; i += BATCH_WRITES) {
    let pending = writes.slice(i, i + BATCH_WRITES).map(toRequest);
    for (let attempt = 0; pending.length > 0; attempt++) {
      if (attempt > 0) await waitFor(attempt);
      const answer = await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: pending } }));
      pending = answer.UnprocessedItems?.[table] ?? [];
    }
  }
}

async function waitFor(attempt: number): Promise<void> {
  if (attempt > ATTEMPTS) throw new Error('DynamoDB has left a part of a batch for later again and again');
  await backOff(attempt);
}

const toRequest = (write: PlainWrite): WriteRequest =>
  'put' in write ? { PutRequest: { Item: toWire(write.put) } } : { DeleteRequest: { Key: toWire(write.delete) } };

const keysByTable = (reads: readonly Read[]): Record<string, Record<string, AttributeValue>[]> =>
  Object.fromEntries(
    [...Map.groupBy(reads, ({ table }) => table)].map(([table, of]) => [table, of.map(({ key }) => toWire(key))]),
  );

const nameOf = (table: string, { pk, sk }: Key) => JSON.stringify([table, pk, sk]);
