import type { Item } from './attribute-value.ts';

/** What the price of a request depends on in a table's definition. A `CreateTableCommandInput` fits as it is. */
export interface TableDefinition {
  TableName?: string | undefined;
  KeySchema?: KeyElement[] | undefined;
  GlobalSecondaryIndexes?: IndexDefinition[] | undefined;
}

interface KeyElement {
  AttributeName: string | undefined;
}

interface IndexDefinition {
  IndexName: string | undefined;
  KeySchema: KeyElement[] | undefined;
  Projection?: { ProjectionType?: string | undefined; NonKeyAttributes?: string[] | undefined } | undefined;
}

export interface IndexShape {
  name: string;
  /** The index's own key attributes. */
  key: string[];
  /** Every attribute that an entry holds; undefined when it holds the whole item. */
  attributes: ReadonlySet<string> | undefined;
}

export interface TableShape {
  name: string;
  key: string[];
  indexes: IndexShape[];
}

export function tableShapeOf(definition: TableDefinition): TableShape {
  const key = namesOf(definition.KeySchema);
  return {
    name: definition.TableName ?? '',
    key,
    indexes: (definition.GlobalSecondaryIndexes ?? []).map((index) => indexShapeOf(index, key)),
  };
}

function indexShapeOf(index: IndexDefinition, tableKey: string[]): IndexShape {
  const key = namesOf(index.KeySchema);
  const { ProjectionType, NonKeyAttributes = [] } = index.Projection ?? {};
  const attributes = ProjectionType === 'ALL' ? undefined : new Set([...tableKey, ...key, ...NonKeyAttributes]);
  return { name: index.IndexName ?? '', key, attributes };
}

const namesOf = (schema: KeyElement[] | undefined): string[] =>
  (schema ?? []).flatMap(({ AttributeName }) => (AttributeName === undefined ? [] : [AttributeName]));

export const pick = (image: Item, names: string[]): Item =>
  Object.fromEntries(Object.entries(image).filter(([name]) => names.includes(name)));

/** The entry that an index keeps for an item: none when a key attribute of the index is missing (it is sparse). */
export function indexEntryOf(index: IndexShape, image: Item | undefined): Item | undefined {
  if (image === undefined || index.key.some((name) => image[name] === undefined)) return undefined;
  const { attributes } = index;
  if (attributes === undefined) return image;
  return Object.fromEntries(Object.entries(image).filter(([name]) => attributes.has(name)));
}
