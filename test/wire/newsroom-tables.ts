import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { AUTHOR_INDEX, THREAD_INDEX } from '../../shared/store/discussion-keys.ts';
import { QUARANTINE_INDEX } from '../../shared/store/editorial-keys.ts';

/**
 * The newsroom's tables as CreateTable takes them: what their requests cost depends on the indexes. A test holds them against
 * the stack's.
 */
export const editorialTable = (name: string) => tableOf(name, [QUARANTINE_INDEX]);

export const discussionTable = (name: string) => tableOf(name, [THREAD_INDEX, AUTHOR_INDEX]);

interface Index {
  name: string;
  pk: string;
  sk: string;
  projected?: string[];
}

function tableOf(TableName: string, indexes: Index[]) {
  const attributes = ['pk', 'sk', ...indexes.flatMap(({ pk, sk }) => [pk, sk])];
  return {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keysOf('pk', 'sk'),
    AttributeDefinitions: attributes.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
    GlobalSecondaryIndexes: indexes.map(({ name, pk, sk, projected }) => ({
      IndexName: name,
      KeySchema: keysOf(pk, sk),
      Projection: projectionOf(projected),
    })),
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  } satisfies CreateTableCommandInput;
}

const keysOf = (pk: string, sk: string) => [
  { AttributeName: pk, KeyType: 'HASH' as const },
  { AttributeName: sk, KeyType: 'RANGE' as const },
];

function projectionOf(projected: string[] | undefined) {
  if (projected === undefined) return { ProjectionType: 'ALL' as const };
  if (projected.length === 0) return { ProjectionType: 'KEYS_ONLY' as const };
  return { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: projected };
}
