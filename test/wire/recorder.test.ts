import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  ConditionalCheckFailedException,
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { tableEngine, uniqueName } from '../engines.ts';
import { Recorder } from './recorder.ts';

const TableName = uniqueName('recorded');
const definition = {
  TableName,
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
} satisfies CreateTableCommandInput;
const local = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

let client: DynamoDBClient;
let recorder: Recorder;

beforeAll(async () => {
  await tableEngine().send(new CreateTableCommand(definition));
});
beforeEach(() => {
  recorder = new Recorder();
  client = recorder.record(tableEngine());
});

const put = (pk: string, more: Partial<PutItemCommand['input']> = {}) =>
  client.send(new PutItemCommand({ TableName, Item: { pk: { S: pk } }, ...more }));

test('counts requests, and prices them by the model', async () => {
  await put('a');
  await client.send(
    new TransactWriteItemsCommand({
      TransactItems: [{ Put: { TableName, Item: { pk: { S: 'b' }, v: { S: 'x'.repeat(2000) } } } }],
    }),
  );
  const answer = await client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': { S: 'b' } },
      ConsistentRead: true,
    }),
  );
  expect(answer.Items).toHaveLength(1);
  expect(recorder.summary()).toEqual({
    'dynamodb:PutItem': 1,
    'dynamodb:Query': 1,
    'dynamodb:TransactWriteItems': 1,
  });
  expect(recorder.units([definition])).toEqual({ write: 1 + 4, read: 1 });
  expect(recorder.priced([definition]).map(({ operation, write }) => [operation, write])).toEqual([
    ['PutItem', 1],
    ['TransactWriteItems', 4],
    ['Query', 0],
  ]);
});

test('a reset starts the count anew, but what was written stays known', async () => {
  await put('c', { Item: { pk: { S: 'c' }, v: { S: 'x'.repeat(3000) } } });
  recorder.reset();
  expect(recorder.requests).toEqual([]);
  await put('c');
  expect(recorder.units([definition])).toEqual({ write: 3, read: 0 });
});

test('a refused condition is seen, and priced', async () => {
  await put('d');
  recorder.reset();
  const refused = put('d', { ConditionExpression: 'attribute_not_exists(pk)' });
  await expect(refused).rejects.toBeInstanceOf(ConditionalCheckFailedException);
  expect(recorder.requests).toMatchObject([{ service: 'dynamodb', operation: 'PutItem', method: 'POST', status: 400 }]);
  expect(recorder.units([definition])).toEqual({ write: 1, read: 0 });
});

test('a request that nobody answers is recorded with status 0', async () => {
  const lost = recorder.record(new DynamoDBClient({ ...local, endpoint: 'http://127.0.0.1:1', maxAttempts: 2 }));
  await expect(lost.send(new PutItemCommand({ TableName, Item: {} }))).rejects.toThrow();
  expect(recorder.requests.map(({ status }) => status)).toEqual([0, 0]);
  expect(recorder.units([definition])).toEqual({ write: 0, read: 0 });
});

/** A server that refuses the first request with a 503 and then keeps one object; it lists nothing. */
function startFlaky(): Promise<Server> {
  let asked = 0;
  let stored = '';
  const answer = (method: string | undefined, path: string, body: string): [number, string] => {
    if (asked++ === 0) return [503, ''];
    if (method === 'PUT') stored = body;
    if (path.includes('list-type')) return [200, '<ListBucketResult><KeyCount>0</KeyCount></ListBucketResult>'];
    return [200, method === 'GET' ? stored : ''];
  };
  const server = createServer(async (request, response) => {
    const [status, body] = answer(request.method, request.url ?? '', await text(request));
    response.writeHead(status, { 'content-length': body.length }).end(body);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

test('S3: names operations, buckets and keys; a retry is a request of its own; objects still stream', async () => {
  const server = await startFlaky();
  try {
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const s3 = recorder.record(new S3Client({ ...local, endpoint: `http://127.0.0.1:${port}`, forcePathStyle: true }));
    const object = { Bucket: 'b', Key: 'tin tức/a+b.html' };
    await s3.send(new PutObjectCommand({ ...object, Body: 'hello', IfNoneMatch: '*' }));
    const answer = await s3.send(new GetObjectCommand(object));
    expect(await answer.Body?.transformToString()).toContain('hello');
    await s3.send(new HeadObjectCommand(object));
    await s3.send(new ListObjectsV2Command({ Bucket: 'b', Prefix: 'p/' }));
    expect(recorder.requests.map(({ operation, status, key }) => [operation, status, key])).toEqual([
      ['PutObject', 503, object.Key],
      ['PutObject', 200, object.Key],
      ['GetObject', 200, object.Key],
      ['HeadObject', 200, object.Key],
      ['ListObjectsV2', 200, undefined],
    ]);
    expect(recorder.requests[1]).toMatchObject({ service: 's3', bucket: 'b', sent: 5, body: 'hello' });
    expect(recorder.summary()).toMatchObject({ 's3:PutObject': 2 });
    expect(recorder.units([])).toEqual({ write: 0, read: 0 });
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('all clients of a process are recorded, those made before as well, but not those left out', async () => {
  const before = tableEngine();
  const left = tableEngine();
  const everything = new Recorder();
  const stop = everything.recordAllBut(left);
  const write = new PutItemCommand({ TableName, Item: { pk: { S: 'e' } } });
  for (const one of [before, tableEngine(), left]) await one.send(write);
  stop();
  await before.send(write);
  expect(everything.summary()).toEqual({ 'dynamodb:PutItem': 2 });
});
