import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { type Item, sizeOf } from './attribute-value.ts';
import * as wire from './dynamodb-protocol.ts';
import { Shadow } from './shadow.ts';
import { type IndexShape, indexEntryOf, type TableDefinition } from './table-shape.ts';
import { applyUpdate } from './update-expression.ts';

/** Request units, as an on-demand table is billed for them. */
export interface Units {
  read: number;
  write: number;
}

/** One DynamoDB request and its answer, bodies parsed from JSON. A `status` of 0 means that no answer came. */
export interface DynamoDbExchange {
  operation: string;
  request: unknown;
  status: number;
  response: unknown;
}

export const NOTHING: Units = { read: 0, write: 0 };

export const addUnits = (a: Units, b: Units): Units => ({ read: a.read + b.read, write: a.write + b.write });

const WRITE_UNIT = 1024;
const READ_UNIT = 4096;

const writeUnits = (bytes: number) => Math.max(1, Math.ceil(bytes / WRITE_UNIT));
const readUnits = (bytes: number, consistent: boolean | undefined) =>
  Math.max(1, Math.ceil(bytes / READ_UNIT)) * (consistent ? 1 : 0.5);

/**
 * What DynamoDB bills for requests, by the rules that AWS publishes (invariant 12). Fed with every exchange in the order of
 * the answers, it keeps a shadow of the tables for the items that writes replace. Standards, all in the Developer Guide:
 * "DynamoDB read and write operations" (read-write-operations.html), "Working with items" (WorkingWithItems.html, failed
 * conditions), "Global secondary indexes" (GSI.html, the five cases of an index write), "Amazon DynamoDB transactions"
 * (transaction-apis.html) and the API reference of TransactWriteItems (a repeated request token).
 *
 * Where the guide is silent we take the dearer reading: a cancelled transaction costs what preparing and
 * committing its actions against the present items would. A request token is remembered for ever, not for ten minutes.
 */
export class CostModel {
  readonly #shadow: Shadow;
  readonly #tokens = new Set<string>();

  constructor(tables: readonly TableDefinition[]) {
    this.#shadow = new Shadow(tables);
  }

  /** Tells the model of items that stand in the table already, such as those put there by a client that is not recorded. */
  load(table: string, items: Item[]): void {
    for (const image of items) this.#shadow.set(table, image, image);
  }

  /** The price of this exchange. Throws on an operation, table or expression that it cannot price. */
  price({ operation, request, status, response }: DynamoDbExchange): Units {
    const charge = CHARGES[operation];
    if (!charge) throw new Error(`Cannot price the DynamoDB operation ${operation}`);
    if (status === 200) return charge(this, request, response);
    const refused = wire.failure.safeParse(response);
    const code = refused.success ? refused.data.__type.replace(/^.*#/, '') : '';
    // Throttled, invalid or lost requests are not billed; refused conditions are.
    return code === 'ConditionalCheckFailedException' || code === 'TransactionCanceledException'
      ? this.#refused(operation, request)
      : NOTHING;
  }

  /** One write of an item, and of its index entries: `factor` is 2 in a transaction, but never for an index. */
  write(table: string, key: Item, after: Item | undefined, factor: 1 | 2 = 1): Units {
    const before = this.#shadow.get(table, key);
    this.#shadow.set(table, key, after);
    const larger = Math.max(before ? sizeOf(before) : 0, after ? sizeOf(after) : 0);
    const indexes = this.#shadow.shape(table).indexes;
    const indexWrites = indexes.reduce((sum, index) => sum + indexUnits(index, before, after), 0);
    return { read: 0, write: factor * writeUnits(larger) + indexWrites };
  }

  put({ TableName, Item }: z.infer<typeof wire.putItem>, factor?: 1 | 2): Units {
    return this.write(TableName, this.#shadow.keyOf(TableName, Item), Item, factor);
  }

  update(request: z.infer<typeof wire.updateItem>, factor?: 1 | 2): Units {
    const { TableName, Key } = request;
    return this.write(TableName, Key, applyUpdate(this.#shadow.get(TableName, Key), Key, request), factor);
  }

  delete({ TableName, Key }: z.infer<typeof wire.keyed>, factor?: 1 | 2): Units {
    return this.write(TableName, Key, undefined, factor);
  }

  /** A condition check costs what a write of the item that it looks at would. */
  #present({ TableName, Key }: z.infer<typeof wire.keyed>, factor: 1 | 2): Units {
    const image = this.#shadow.get(TableName, Key);
    return { read: 0, write: factor * writeUnits(image ? sizeOf(image) : 0) };
  }

  transact({ ClientRequestToken: token, TransactItems }: z.infer<typeof wire.transactWriteItems>): Units {
    if (token !== undefined && this.#tokens.has(token)) return this.#repeated(TransactItems);
    if (token !== undefined) this.#tokens.add(token);
    return sumOf(TransactItems, (action) => {
      if ('Put' in action) return this.put(action.Put, 2);
      if ('Update' in action) return this.update(action.Update, 2);
      if ('Delete' in action) return this.delete(action.Delete, 2);
      return this.#present(action.ConditionCheck, 2);
    });
  }

  /** A transaction whose token was already used changes nothing and is billed as a transactional read of its items. */
  #repeated(actions: wire.TransactAction[]): Units {
    return sumOf(actions, (action) => {
      const { TableName, Key } = this.#targetOf(action);
      const image = this.#shadow.get(TableName, Key);
      return { read: 2 * readUnits(image ? sizeOf(image) : 0, true), write: 0 };
    });
  }

  #targetOf(action: wire.TransactAction): z.infer<typeof wire.keyed> {
    if ('Put' in action) {
      const { TableName, Item } = action.Put;
      return { TableName, Key: this.#shadow.keyOf(TableName, Item) };
    }
    if ('Update' in action) return action.Update;
    return 'Delete' in action ? action.Delete : action.ConditionCheck;
  }

  /** A condition did not hold: what is there now decides the price, at least one unit, and no index is touched. */
  #refused(operation: string, request: unknown): Units {
    if (operation === 'TransactWriteItems') {
      const { TransactItems } = wire.transactWriteItems.parse(request);
      return sumOf(TransactItems, (action) => this.#present(this.#targetOf(action), 2));
    }
    if (operation === 'PutItem') return this.#present(this.#targetOf({ Put: wire.putItem.parse(request) }), 1);
    if (operation === 'UpdateItem' || operation === 'DeleteItem') return this.#present(wire.keyed.parse(request), 1);
    return NOTHING;
  }

  batchWrite(request: z.infer<typeof wire.batchWriteItem>, answer: z.infer<typeof wire.batchWriteAnswer>): Units {
    return sumOf(Object.entries(request.RequestItems), ([TableName, actions]) => {
      const left = answer.UnprocessedItems?.[TableName] ?? [];
      const done = actions.filter((action) => !left.some((other) => isDeepStrictEqual(action, other)));
      return sumOf(done, (action) =>
        'PutRequest' in action
          ? this.put({ TableName, Item: action.PutRequest.Item })
          : this.delete({ TableName, Key: action.DeleteRequest.Key }),
      );
    });
  }

  /** One item read by its key; one that is not there costs the least that there is. */
  read(request: z.infer<typeof wire.getItem>, found: Item | undefined, factor: 1 | 2 = 1): Units {
    const { TableName, Key, ConsistentRead, ProjectionExpression } = request;
    const partly = ProjectionExpression !== undefined;
    if (!partly || !found) this.#shadow.learn(TableName, Key, found);
    const size = found ? this.#shadow.sizeRead(TableName, Key, found, partly) : 0;
    return { read: factor * readUnits(size, ConsistentRead), write: 0 };
  }

  batchGet(request: z.infer<typeof wire.batchGetItem>, answer: z.infer<typeof wire.batchGetAnswer>): Units {
    return sumOf(Object.entries(request.RequestItems), ([TableName, { Keys, ...options }]) => {
      const unprocessed = answer.UnprocessedKeys[TableName]?.Keys ?? [];
      const found = answer.Responses[TableName] ?? [];
      const isFor = (key: Item) => (image: Item) => isDeepStrictEqual(this.#shadow.keyOf(TableName, image), key);
      return sumOf(
        Keys.filter((key) => !unprocessed.some(isFor(key))),
        (Key) => this.read({ TableName, Key, ...options }, found.find(isFor(Key))),
      );
    });
  }

  /** A query or a scan: the sum of the sizes of what it read, rounded up once. */
  query(request: z.infer<typeof wire.query>, { Items }: z.infer<typeof wire.queryAnswer>): Units {
    const { TableName, IndexName, ConsistentRead, ProjectionExpression, FilterExpression, Select } = request;
    if (FilterExpression !== undefined || Select === 'COUNT') {
      throw new Error('Cannot price a filtered or counting query: the items that it read are not in its answer');
    }
    const partly = ProjectionExpression !== undefined;
    const index = this.#shadow.shape(TableName).indexes.find(({ name }) => name === IndexName);
    if (IndexName !== undefined && !index)
      throw new Error(`Cannot price a query of ${TableName}: no index ${IndexName}`);
    let bytes = 0;
    for (const image of Items) {
      const key = this.#shadow.keyOf(TableName, image);
      if (!partly && !index) this.#shadow.learn(TableName, key, image);
      bytes += this.#shadow.sizeRead(TableName, key, image, partly, index);
    }
    return { read: readUnits(bytes, ConsistentRead), write: 0 };
  }

  transactGet(request: z.infer<typeof wire.transactGetItems>, answer: z.infer<typeof wire.transactGetAnswer>): Units {
    return sumOf(request.TransactItems, ({ Get }, i) =>
      this.read({ ...Get, ConsistentRead: true }, answer.Responses[i]?.Item, 2),
    );
  }
}

type Charge = (model: CostModel, request: unknown, response: unknown) => Units;

const CHARGES: Record<string, Charge | undefined> = {
  PutItem: (model, request) => model.put(wire.putItem.parse(request)),
  UpdateItem: (model, request) => model.update(wire.updateItem.parse(request)),
  DeleteItem: (model, request) => model.delete(wire.keyed.parse(request)),
  TransactWriteItems: (model, request) => model.transact(wire.transactWriteItems.parse(request)),
  BatchWriteItem: (model, request, response) =>
    model.batchWrite(wire.batchWriteItem.parse(request), wire.batchWriteAnswer.parse(response)),
  GetItem: (model, request, response) => model.read(wire.getItem.parse(request), wire.getAnswer.parse(response).Item),
  BatchGetItem: (model, request, response) =>
    model.batchGet(wire.batchGetItem.parse(request), wire.batchGetAnswer.parse(response)),
  Query: (model, request, response) => model.query(wire.query.parse(request), wire.queryAnswer.parse(response)),
  Scan: (model, request, response) => model.query(wire.query.parse(request), wire.queryAnswer.parse(response)),
  TransactGetItems: (model, request, response) =>
    model.transactGet(wire.transactGetItems.parse(request), wire.transactGetAnswer.parse(response)),
  CreateTable: () => NOTHING,
  DescribeTable: () => NOTHING,
  ListTables: () => NOTHING,
  UpdateTimeToLive: () => NOTHING,
  DeleteTable: () => NOTHING,
};

/**
 * An index entry that appears or goes is one write, one whose key changes a delete and a put, one whose other projected
 * attributes change one write, and one that stays as it is nothing.
 */
function indexUnits(index: IndexShape, before: Item | undefined, after: Item | undefined): number {
  const old = indexEntryOf(index, before);
  const next = indexEntryOf(index, after);
  if (!old || !next) return (old ? writeUnits(sizeOf(old)) : 0) + (next ? writeUnits(sizeOf(next)) : 0);
  if (isDeepStrictEqual(old, next)) return 0;
  if (index.key.every((name) => isDeepStrictEqual(old[name], next[name]))) {
    return writeUnits(Math.max(sizeOf(old), sizeOf(next)));
  }
  return writeUnits(sizeOf(old)) + writeUnits(sizeOf(next));
}

const sumOf = <T>(all: T[], price: (one: T, position: number) => Units): Units =>
  all.reduce((sum, one, i) => addUnits(sum, price(one, i)), NOTHING);
