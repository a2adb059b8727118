import { randomBytes } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { inject } from 'vitest';
import type { TableSpec } from '../infra/local/specs.ts';

/** The engines of this test run, started once by `engines-setup.ts`; each test takes names of its own in them. */

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const region = 'us-east-1';

/** A client of the run's table engine: DynamoDB Local where there is Java, else dynoxide; `DYNAMODB_ENDPOINT` overrides both. */
export const tableEngine = (): DynamoDBClient =>
  new DynamoDBClient({ endpoint: inject('tableEndpoint'), region, credentials });

export const tableEndpoint = (): string => inject('tableEndpoint');

/** A client of the run's S3. Buckets are made with CreateBucket and are neither versioned nor notified. */
export const objectStore = (): S3Client =>
  new S3Client({ endpoint: inject('objectEndpoint'), region, credentials, forcePathStyle: true });

/** Where S3 and SQS of the run are served. */
export const objectEndpoint = (): string => inject('objectEndpoint');

/** A name that no other test has, valid for tables, buckets and queues. */
export const uniqueName = (prefix: string): string => `${prefix}-${randomBytes(6).toString('hex')}`;

/** The keys that both tables of the newsroom have, with a stream. */
export const keysAndStream: TableSpec['createTable'] = {
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
  ],
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
};

/** Creates a table as a template would have it and returns its name, which is unique. */
export async function createTable(client: DynamoDBClient, spec: TableSpec): Promise<string> {
  const TableName = uniqueName(spec.name);
  await client.send(new CreateTableCommand({ ...spec.createTable, TableName }));
  if (spec.ttlAttribute !== undefined) {
    const TimeToLiveSpecification = { Enabled: true, AttributeName: spec.ttlAttribute };
    await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
  }
  return TableName;
}
