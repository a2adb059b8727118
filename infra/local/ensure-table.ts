import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import type { TableSpec } from './specs.ts';

/** Creates the table unless it is there. Throws, saying what to do, when it is there with other keys or indexes. */
export async function ensureTable(client: DynamoDBClient, spec: TableSpec): Promise<void> {
  const existing = await describe(client, spec.name);
  if (existing) {
    if (shape(existing) === shape(spec.createTable)) return;
    throw new Error(
      `The table ${spec.name} of this machine was made from an older template. \`npm start -- --fresh\` makes it anew; what is in it is lost.`,
    );
  }
  await client.send(new CreateTableCommand({ ...spec.createTable, TableName: spec.name }));
  if (spec.ttlAttribute === undefined) return;
  const TimeToLiveSpecification = { Enabled: true, AttributeName: spec.ttlAttribute };
  await client.send(new UpdateTimeToLiveCommand({ TableName: spec.name, TimeToLiveSpecification }));
}

async function describe(client: DynamoDBClient, name: string): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

/** Keys and indexes in a form that is equal for equal tables, whatever the order and what an engine adds. */
function shape({
  KeySchema,
  GlobalSecondaryIndexes,
}: Pick<TableDescription, 'KeySchema' | 'GlobalSecondaryIndexes'>): string {
  const keys = (schema: TableDescription['KeySchema']) =>
    (schema ?? []).map(({ AttributeName, KeyType }) => `${KeyType} ${AttributeName}`).sort();
  const indexes = (GlobalSecondaryIndexes ?? []).map(({ IndexName, KeySchema: own, Projection }) => [
    IndexName,
    keys(own),
    Projection?.ProjectionType,
    (Projection?.NonKeyAttributes ?? []).toSorted(),
  ]);
  return JSON.stringify([keys(KeySchema), indexes.map((index) => JSON.stringify(index)).sort()]);
}
