import { z } from 'zod';
import { item } from './attribute-value.ts';

/** The parts of DynamoDB's requests and answers that decide their price. */
const update = {
  UpdateExpression: z.string().optional(),
  ExpressionAttributeNames: z.record(z.string(), z.string()).optional(),
  ExpressionAttributeValues: item.optional(),
};

const TableName = z.string();

export const putItem = z.object({ TableName, Item: item });

export const updateItem = z.object({ TableName, Key: item, ...update });

export const keyed = z.object({ TableName, Key: item });

export const transactWriteItems = z.object({
  ClientRequestToken: z.string().optional(),
  TransactItems: z.array(
    z.union([
      z.object({ Put: putItem }),
      z.object({ Update: updateItem }),
      z.object({ Delete: keyed }),
      z.object({ ConditionCheck: keyed }),
    ]),
  ),
});

export type TransactAction = z.infer<typeof transactWriteItems>['TransactItems'][number];

const requestItems = z.record(
  TableName,
  z.array(
    z.union([z.object({ PutRequest: z.object({ Item: item }) }), z.object({ DeleteRequest: z.object({ Key: item }) })]),
  ),
);

export const batchWriteItem = z.object({ RequestItems: requestItems });

export const batchWriteAnswer = z.object({ UnprocessedItems: requestItems.optional() });

const projected = { ProjectionExpression: z.string().optional() };

export const getItem = z.object({ TableName, Key: item, ConsistentRead: z.boolean().optional(), ...projected });

export const getAnswer = z.object({ Item: item.optional() });

export const query = z.object({
  TableName,
  IndexName: z.string().optional(),
  ConsistentRead: z.boolean().optional(),
  FilterExpression: z.string().optional(),
  Select: z.string().optional(),
  ...projected,
});

export const queryAnswer = z.object({ Items: z.array(item).default([]) });

const keysAndAttributes = z.object({ Keys: z.array(item), ConsistentRead: z.boolean().optional(), ...projected });

export const batchGetItem = z.object({ RequestItems: z.record(TableName, keysAndAttributes) });

export const batchGetAnswer = z.object({
  Responses: z.record(TableName, z.array(item)).default({}),
  UnprocessedKeys: z.record(TableName, z.object({ Keys: z.array(item) })).default({}),
});

export const transactGetItems = z.object({
  TransactItems: z.array(z.object({ Get: z.object({ TableName, Key: item, ...projected }) })),
});

export const transactGetAnswer = z.object({ Responses: z.array(getAnswer) });

export const failure = z.object({ __type: z.string() });
