import { beforeEach, describe, expect, test } from 'vitest';
import type { Item } from './attribute-value.ts';
import { CostModel } from './cost-model.ts';

const table = {
  TableName: 'T',
  KeySchema: [{ AttributeName: 'pk' }, { AttributeName: 'sk' }],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'thread',
      KeySchema: [{ AttributeName: 'thread' }, { AttributeName: 'at' }],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['shown'] },
    },
    { IndexName: 'whole', KeySchema: [{ AttributeName: 'queue' }], Projection: { ProjectionType: 'ALL' } },
  ],
};

const key = (sk: string): Item => ({ pk: { S: 'p' }, sk: { S: sk } });

/** An item of exactly so many bytes: names `pk`, `sk`, `v` and values `p` and one character take 7. */
const sized = (sk: string, bytes: number, more: Item = {}): Item => ({
  ...key(sk),
  v: { S: 'x'.repeat(bytes - 7) },
  ...more,
});
const KB = 1024;

let model: CostModel;
beforeEach(() => {
  model = new CostModel([table]);
});

const price = (operation: string, request: object, response: object = {}, status = 200) =>
  model.price({ operation, request, status, response });
const write = (operation: string, request: object) => price(operation, { TableName: 'T', ...request }).write;
const refuse = (
  operation: string,
  request: object,
  __type = 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException',
) => price(operation, { TableName: 'T', ...request }, { __type }, 400);
const put = (item: Item) => write('PutItem', { Item: item });
const transact = (...TransactItems: object[]) => price('TransactWriteItems', { TransactItems });
const Put = (Item: Item) => ({ Put: { TableName: 'T', Item } });

describe('single writes: one unit per KB, of the larger image', () => {
  test.each([
    [7, 1],
    [KB, 1],
    [KB + 1, 2],
    [3 * KB + 1, 4],
  ])('a put of %i bytes is %i', (bytes, units) => {
    expect(put(sized('a', bytes))).toBe(units);
  });

  test('overwriting a large item by a small one costs the large one', () => {
    put(sized('a', 2.5 * KB));
    expect(put(sized('a', 10))).toBe(3);
    expect(put(sized('a', 10))).toBe(1);
  });

  test('an update of one attribute costs the whole item', () => {
    put(sized('a', 4 * KB - 10));
    const update = { Key: key('a'), UpdateExpression: 'ADD n :n', ExpressionAttributeValues: { ':n': { N: '1' } } };
    expect(write('UpdateItem', update)).toBe(4);
    const grow = {
      ...update,
      UpdateExpression: 'SET t = :n',
      ExpressionAttributeValues: { ':n': { S: 'x'.repeat(20) } },
    };
    expect(write('UpdateItem', grow)).toBe(5);
    expect(write('UpdateItem', { Key: key('a'), UpdateExpression: 'REMOVE v, t, n' })).toBe(5);
    expect(write('UpdateItem', update)).toBe(1);
  });

  test('a delete costs the item that it deletes, and one unit if there is none', () => {
    put(sized('a', 1.5 * KB));
    expect(write('DeleteItem', { Key: key('a') })).toBe(2);
    expect(write('DeleteItem', { Key: key('a') })).toBe(1);
  });

  test('a batch costs the sum of its writes, without those that it did not process', () => {
    const left = { DeleteRequest: { Key: key('c') } };
    const request = {
      RequestItems: {
        T: [{ PutRequest: { Item: sized('a', 1.5 * KB) } }, { PutRequest: { Item: sized('b', 500) } }, left],
      },
    };
    expect(price('BatchWriteItem', request)).toEqual({ read: 0, write: 4 });
    expect(price('BatchWriteItem', request, { UnprocessedItems: { T: [left] } })).toEqual({ read: 0, write: 3 });
  });
});

describe('failed conditions cost what is there', () => {
  test("the guide's own example: 310 KB over 300 KB is 300 when refused, 310 when not", () => {
    put(sized('a', 300 * KB));
    const bigger = { Item: sized('a', 310 * KB) };
    expect(refuse('PutItem', bigger).write).toBe(300);
    expect(write('PutItem', bigger)).toBe(310);
  });

  test('and one unit where there is nothing', () => {
    expect(refuse('PutItem', { Item: sized('a', 310 * KB) }).write).toBe(1);
    expect(refuse('DeleteItem', { Key: key('a') }).write).toBe(1);
    expect(put(sized('a', 10))).toBe(1);
  });

  test('other errors, throttles and lost answers are not billed', () => {
    expect(refuse('PutItem', { Item: sized('a', 10) }, 'x#ValidationException')).toEqual({ read: 0, write: 0 });
    expect(price('PutItem', { TableName: 'T', Item: sized('a', 10) }, {}, 0)).toEqual({ read: 0, write: 0 });
  });

  test('a cancelled transaction is taken at what its items are now, and changes nothing', () => {
    put(sized('a', 1.5 * KB));
    const TransactItems = [Put(sized('a', 5 * KB)), Put(sized('b', 5 * KB))];
    expect(refuse('TransactWriteItems', { TransactItems }, 'x#TransactionCanceledException').write).toBe(2 * 2 + 2 * 1);
    expect(put(sized('a', 10))).toBe(2);
  });
});

describe('transactions: two units per KB and action', () => {
  test('nine small items are 18', () => {
    expect(transact(...'abcdefghi'.split('').map((sk) => Put(sized(sk, 300)))).write).toBe(18);
  });

  test('a publish of nine items, one of them above 1 KB, is 20', () => {
    const items = 'abcdefghi'.split('').map((sk) => Put(sized(sk, sk === 'a' ? KB + 1 : 900)));
    expect(transact(...items).write).toBe(20);
  });

  test('a put and an update are 4; checks and deletes count as well', () => {
    const update = {
      TableName: 'T',
      Key: key('b'),
      UpdateExpression: 'SET s = :s',
      ExpressionAttributeValues: { ':s': { S: '' } },
    };
    expect(transact(Put(sized('a', 100)), { Update: update }).write).toBe(4);
    const ConditionCheck = { TableName: 'T', Key: key('none'), ConditionExpression: 'attribute_not_exists(pk)' };
    expect(transact({ ConditionCheck }, { Delete: { TableName: 'T', Key: key('a') } }).write).toBe(4);
    put(sized('c', 1.5 * KB));
    expect(transact({ ConditionCheck: { ...ConditionCheck, Key: key('c') } }).write).toBe(4);
  });

  test('index entries are not doubled', () => {
    expect(transact(Put(sized('a', 100, { queue: { S: 'q' } }))).write).toBe(2 + 1);
  });

  test('a repeated request token writes nothing and costs reads, two per 4 KB', () => {
    const request = {
      ClientRequestToken: 't1',
      TransactItems: [
        Put(sized('a', 5 * KB)),
        {
          Update: {
            TableName: 'T',
            Key: key('n'),
            UpdateExpression: 'ADD n :n',
            ExpressionAttributeValues: { ':n': { N: '1' } },
          },
        },
      ],
    };
    expect(price('TransactWriteItems', request)).toEqual({ read: 0, write: 12 });
    expect(price('TransactWriteItems', request)).toEqual({ read: 2 * 2 + 2, write: 0 });
    expect(price('TransactWriteItems', { ...request, ClientRequestToken: 't2' }).write).toBe(12);
  });
});

describe('index writes: the five cases of the guide', () => {
  const threaded = (more: Item = {}) => sized('a', 200, { thread: { S: 't' }, at: { S: '1' }, ...more });

  test('an item that has no key of the index costs it nothing', () => {
    expect(put(sized('a', 200))).toBe(1);
    expect(put(sized('a', 200, { thread: { S: 'only one of two' } }))).toBe(1);
  });

  test('an entry that appears is one write, and one when it goes', () => {
    put(sized('a', 200));
    expect(put(threaded())).toBe(1 + 1);
    expect(put(sized('a', 200))).toBe(1 + 1);
    put(threaded());
    expect(write('DeleteItem', { Key: key('a') })).toBe(1 + 1);
  });

  test('a change of its key is two', () => {
    put(threaded());
    expect(put(threaded({ at: { S: '2' } }))).toBe(1 + 2);
  });

  test('a change of a projected attribute is one, of any other nothing', () => {
    put(threaded());
    expect(put(threaded({ shown: { S: 'x' } }))).toBe(1 + 1);
    expect(put(threaded({ shown: { S: 'x' }, hidden: { S: 'y' } }))).toBe(1);
  });

  test('its size is that of the entry, not of the item', () => {
    expect(put({ ...threaded(), v: { S: 'x'.repeat(3 * KB) } })).toBe(4 + 1);
    expect(put(threaded({ shown: { S: 'x'.repeat(2 * KB) } }))).toBe(4 + 3);
    expect(put(threaded({ queue: { S: 'x'.repeat(2 * KB) } }))).toBe(3 + 3 + 3);
  });
});

describe('reads: one unit per 4 KB, half when eventually consistent', () => {
  const get = (Item: Item | undefined, more: object = {}) =>
    price('GetItem', { TableName: 'T', Key: key('a'), ...more }, Item ? { Item } : {}).read;

  test('a get rounds up', () => {
    expect(get(sized('a', 4 * KB))).toBe(0.5);
    expect(get(sized('a', 4 * KB + 1))).toBe(1);
    expect(get(sized('a', 4 * KB + 1), { ConsistentRead: true })).toBe(2);
  });

  test('an item that is not there costs the least that there is', () => {
    expect(get(undefined)).toBe(0.5);
    expect(get(undefined, { ConsistentRead: true })).toBe(1);
  });

  test('a projection saves nothing', () => {
    put(sized('a', 9 * KB));
    expect(get(key('a'), { ProjectionExpression: 'pk' })).toBe(1.5);
  });

  test('a query is rounded once, over all its items', () => {
    const Items = Array.from({ length: 25 }, (_, i) => ({
      ...sized('a', 480),
      sk: { S: String.fromCharCode(65 + i) },
    }));
    const request = { TableName: 'T', KeyConditionExpression: 'pk = :p' };
    expect(price('Query', request, { Items }).read).toBe(1.5);
    expect(price('Query', { ...request, ConsistentRead: true }, { Items }).read).toBe(3);
    expect(price('Query', request, { Items: [] }).read).toBe(0.5);
  });

  test('a query of an index is charged for its entries', () => {
    const entry = { ...key('a'), thread: { S: 't' }, at: { S: '1' } };
    put({ ...entry, v: { S: 'x'.repeat(9 * KB) } });
    const request = { TableName: 'T', IndexName: 'thread' };
    expect(price('Query', request, { Items: [entry] }).read).toBe(0.5);
    expect(price('Query', { ...request, ProjectionExpression: 'pk, sk' }, { Items: [key('a')] }).read).toBe(0.5);
    expect(
      price('Query', { ...request, IndexName: undefined, ProjectionExpression: 'pk, sk' }, { Items: [key('a')] }).read,
    ).toBe(1.5);
  });

  test('a batch rounds each item, and counts those that are missing but not those left for later', () => {
    const RequestItems = { T: { Keys: [key('a'), key('b'), key('c')] } };
    const answer = { Responses: { T: [sized('a', 5 * KB)] }, UnprocessedKeys: { T: { Keys: [key('c')] } } };
    expect(price('BatchGetItem', { RequestItems }, answer).read).toBe(1 + 0.5);
    const consistent = { T: { ...RequestItems.T, ConsistentRead: true } };
    expect(price('BatchGetItem', { RequestItems: consistent }, answer).read).toBe(2 + 1);
  });

  test('a transactional read is two per 4 KB', () => {
    const TransactItems = [{ Get: { TableName: 'T', Key: key('a') } }, { Get: { TableName: 'T', Key: key('b') } }];
    expect(price('TransactGetItems', { TransactItems }, { Responses: [{ Item: sized('a', 5 * KB) }, {}] }).read).toBe(
      4 + 2,
    );
  });
});

describe('what the model knows of items', () => {
  test('it learns them from reads, though never over what it saw written', () => {
    price('GetItem', { TableName: 'T', Key: key('a') }, { Item: sized('a', 3 * KB) });
    expect(put(sized('a', 10))).toBe(3);
    price('GetItem', { TableName: 'T', Key: key('a') }, { Item: sized('a', 3 * KB) });
    expect(put(sized('a', 10))).toBe(1);
  });

  test('and from whoever tells it', () => {
    model.load('T', [sized('a', 3 * KB)]);
    expect(put(sized('a', 10))).toBe(3);
  });

  test('it refuses to guess', () => {
    expect(() => price('ExecuteStatement', {})).toThrow('ExecuteStatement');
    expect(() => price('PutItem', { TableName: 'Other', Item: key('a') })).toThrow('Other');
    expect(() => price('Query', { TableName: 'T', FilterExpression: 'a = :a' }, { Items: [] })).toThrow('filtered');
    expect(() => price('Query', { TableName: 'T', IndexName: 'none' }, { Items: [] })).toThrow('none');
    const projected = { TableName: 'T', Key: key('a'), ProjectionExpression: 'pk' };
    expect(() => price('GetItem', projected, { Item: key('a') })).toThrow('never seen');
  });
});
