import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { backOff } from './back-off.ts';
import { batchGet, batchWrite } from './batch-requests.ts';
import {
  boundOf,
  type Condition,
  conditionOf,
  type Item,
  type SortKeyBounds,
  toWire,
  updateOf,
} from './expressions.ts';
import type { GatheredReads } from './gathered-reads.ts';

/** A primary key of either table. */
export interface Key {
  pk: string;
  sk: string;
}

/** One action of a transaction. `set: undefined` values are removed; `add` takes numbers. */
export type Write =
  | { put: Key & Item; if?: Condition }
  | { update: Key; set?: Item; add?: Record<string, number>; if?: Condition }
  | { delete: Key; if?: Condition }
  | { check: Key; if: Condition };

/** A write on no condition, for a batch. */
export type PlainWrite = { put: Key & Item } | { delete: Key };

/** What became of a transaction: committed, or refused because the conditions of these actions (by position) did not hold. */
export type Committed = { committed: true } | { committed: false; failed: number[] };

export interface Query {
  pk: string;
  index?: { name: string; pk: string; sk: string };
  /** Sort key bounds: `after` and `before` exclude, `from` and `to` include. */
  sk?: SortKeyBounds;
  newestFirst?: boolean;
  limit?: number;
  consistent?: boolean;
  startKey?: Item;
}

export interface Page {
  items: Item[];
  /** Where the next page starts; undefined at the end. */
  next?: Item;
}

const CONFLICT_RETRIES = 6;

/**
 * One DynamoDB table over the wire. Items come back as `unknown` records for the caller's schema to parse. Costs: `get` and
 * `getMany` 0.5 read units per 4 KB and item (1 when consistent), `query` the same by total size; a write 1 write unit per KB,
 * `transact` 2 per KB and action.
 */
export class Table {
  readonly #client: DynamoDBClient;
  readonly #gathered: GatheredReads | undefined;
  readonly name: string;

  /** With `gathered`, reads that need not be consistent go together with those of other tables that have the same. */
  constructor(client: DynamoDBClient, name: string, gathered?: GatheredReads) {
    this.#client = client;
    this.#gathered = gathered;
    this.name = name;
  }

  async get(key: Key, options: { consistent?: boolean } = {}): Promise<Item | undefined> {
    if (this.#gathered && !options.consistent) return await this.#gathered.get({ table: this.name, key });
    const { Item } = await this.#client.send(
      new GetItemCommand({ TableName: this.name, Key: toWire(key), ConsistentRead: options.consistent ?? false }),
    );
    return Item && unmarshall(Item);
  }

  /** The items of these keys, in their order, undefined where there is none. One request per 100 keys. */
  async getMany(keys: Key[], options: { consistent?: boolean } = {}): Promise<(Item | undefined)[]> {
    const reads = keys.map((key) => ({ table: this.name, key }));
    return await batchGet(this.#client, reads, options);
  }

  /** One page of a query, at most `limit` items (or 1 MB). */
  async query(query: Query): Promise<Page> {
    const names: Record<string, string> = { '#pk': query.index?.pk ?? 'pk' };
    const values: Item = { ':pk': query.pk };
    const bound = boundOf(query.sk ?? {}, values);
    if (bound) names['#sk'] = query.index?.sk ?? 'sk';
    const answer = await this.#client.send(
      new QueryCommand({
        TableName: this.name,
        ...(query.index && { IndexName: query.index.name }),
        KeyConditionExpression: bound ? `#pk = :pk AND ${bound}` : '#pk = :pk',
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: toWire(values),
        ScanIndexForward: !query.newestFirst,
        ConsistentRead: query.consistent ?? false,
        ...(query.limit !== undefined && { Limit: query.limit }),
        ...(query.startKey && { ExclusiveStartKey: toWire(query.startKey) }),
      }),
    );
    const items = (answer.Items ?? []).map((item) => unmarshall(item));
    return answer.LastEvaluatedKey ? { items, next: unmarshall(answer.LastEvaluatedKey) } : { items };
  }

  /** One page of the whole table, in no order that means anything, as of a moment ago; its indexes are not in it. */
  async scan({ limit, startKey }: Pick<Query, 'limit' | 'startKey'>): Promise<Page> {
    const answer = await this.#client.send(
      new ScanCommand({
        TableName: this.name,
        ...(limit !== undefined && { Limit: limit }),
        ...(startKey && { ExclusiveStartKey: toWire(startKey) }),
      }),
    );
    const items = (answer.Items ?? []).map((item) => unmarshall(item));
    return answer.LastEvaluatedKey ? { items, next: unmarshall(answer.LastEvaluatedKey) } : { items };
  }

  /** Every item of a query, page by page. */
  async *queryAll(query: Query): AsyncGenerator<Item> {
    let startKey = query.startKey;
    do {
      const page: Page = await this.query({ ...query, ...(startKey && { startKey }) });
      yield* page.items;
      startKey = page.next;
    } while (startKey);
  }

  /** Writes the item, whatever was there. */
  async put(item: Key & Item): Promise<void> {
    await this.#client.send(new PutItemCommand({ TableName: this.name, Item: toWire(item) }));
  }

  /** Writes the item unless there is one by its key: then answers with that one. */
  async putNew(item: Key & Item): Promise<Item | undefined> {
    try {
      await this.#client.send(
        new PutItemCommand({
          TableName: this.name,
          Item: toWire(item),
          ...conditionOf('notExists'),
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return undefined;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException && error.Item) return unmarshall(error.Item);
      throw error;
    }
  }

  /** Adds to these numbers of the item, which is made where there is none, and answers with them as they are by then. */
  async add(key: Key, add: Record<string, number>, set: Item = {}): Promise<Item> {
    const { Attributes = {} } = await this.#client.send(
      new UpdateItemCommand({
        TableName: this.name,
        Key: toWire(key),
        ...updateOf(set, add, undefined),
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    return unmarshall(Attributes);
  }

  /** Removes the item, if there is one. */
  async delete(key: Key): Promise<void> {
    await this.#client.send(new DeleteItemCommand({ TableName: this.name, Key: toWire(key) }));
  }

  /**
   * Puts and deletes these items, of each key one at most, in no order: 25 a request, at the price of single writes. Throws where not all of
   * it could be done; then some may be, so that it is to be done again.
   */
  async writeMany(writes: readonly PlainWrite[]): Promise<void> {
    await batchWrite(this.#client, this.name, writes);
  }

  /**
   * All of these writes or none. A failed condition is an answer, not an error; a conflict with another transaction is
   * retried with jitter and, if it lasts, thrown.
   */
  async transact(writes: Write[]): Promise<Committed> {
    const TransactItems = writes.map((write) => this.#toAction(write));
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#client.send(new TransactWriteItemsCommand({ TransactItems }));
        return { committed: true };
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) throw error;
        const codes = (error.CancellationReasons ?? []).map((reason) => reason.Code);
        const failed = codes.flatMap((code, i) => (code === 'ConditionalCheckFailed' ? [i] : []));
        if (failed.length > 0) return { committed: false, failed };
        if (!codes.some(isTransient) || attempt > CONFLICT_RETRIES) throw error;
        await backOff(attempt);
      }
    }
  }

  #toAction(write: Write): TransactWriteItem {
    const TableName = this.name;
    if ('put' in write) return { Put: { TableName, Item: toWire(write.put), ...conditionOf(write.if) } };
    if ('delete' in write) return { Delete: { TableName, Key: toWire(write.delete), ...conditionOf(write.if) } };
    if ('check' in write) {
      const { ConditionExpression = '', ...rest } = conditionOf(write.if);
      return { ConditionCheck: { TableName, Key: toWire(write.check), ConditionExpression, ...rest } };
    }
    return {
      Update: { TableName, Key: toWire(write.update), ...updateOf(write.set ?? {}, write.add ?? {}, write.if) },
    };
  }
}

const isTransient = (code: string | undefined) =>
  code === 'TransactionConflict' || code === 'ThrottlingError' || code === 'ProvisionedThroughputExceeded';
