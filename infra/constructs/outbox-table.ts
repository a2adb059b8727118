import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import { accept } from './findings.ts';
import type { NewsroomFunction } from './newsroom-function.ts';

/** An index by the names of its attributes. Without `projected` it holds whole items. */
interface TableIndex {
  name: string;
  pk: string;
  sk: string;
  /** The attributes that it holds beside the keys; an empty list: the keys alone. */
  projected?: readonly string[];
}

export const READ = ['GetItem', 'BatchGetItem', 'Query'] as const;

/** What a transaction of any writes and conditions takes. */
export const TRANSACT = ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'] as const;

type TableVariable = 'EDITORIAL_TABLE' | 'DISCUSSION_TABLE';

/**
 * A batch of writes is an action of its own: what takes it needs no leave to put or delete. `Scan` is for the audit alone: nothing that
 * anybody waits for reads a whole table.
 */
type Action = (typeof READ)[number] | (typeof TRANSACT)[number] | 'BatchWriteItem' | 'Scan';

/**
 * An on-demand table with keys `pk` and `sk`, items that expire at `ttl` (seconds of the epoch), and a stream of old and new
 * images that is its outbox. Encrypted with DynamoDB's own key. One region writes it: its guards are conditions on items,
 * which last-writer-wins replication would undo, so it is no global table.
 */
export class OutboxTable extends Table {
  constructor(scope: Construct, id: string, stage: Stage, indexes: readonly TableIndex[]) {
    const { warmThroughput, protectData } = stage;
    super(scope, id, {
      partitionKey: text('pk'),
      sortKey: text('sk'),
      billingMode: BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: 'ttl',
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: protectData },
      deletionProtection: protectData,
      removalPolicy: protectData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      ...(warmThroughput && {
        warmThroughput: {
          readUnitsPerSecond: warmThroughput.readsPerSecond,
          writeUnitsPerSecond: warmThroughput.writesPerSecond,
        },
      }),
    });
    if (!protectData) accept(this, { 'AwsSolutions-DDB3': 'What this stage holds may be lost.' });
    for (const { name, pk, sk, projected } of indexes) {
      this.addGlobalSecondaryIndex({
        indexName: name,
        partitionKey: text(pk),
        sortKey: text(sk),
        ...projectionOf(projected),
      });
    }
  }

  /** The outbox's ARN. */
  get outboxArn(): string {
    if (!this.tableStreamArn) throw new Error(`${this.node.path} has no stream`);
    return this.tableStreamArn;
  }

  /** Tells the function this table's name and allows it these actions on the table, and Query on these of its indexes. */
  bindTo(
    fn: NewsroomFunction,
    variable: TableVariable,
    actions: readonly Action[],
    queried: readonly TableIndex[] = [],
  ): void {
    fn.tell({ [variable]: this.tableName });
    fn.allow(
      actions.map((action) => `dynamodb:${action}`),
      [this.tableArn],
    );
    if (queried.length > 0)
      fn.allow(
        ['dynamodb:Query'],
        queried.map((index) => `${this.tableArn}/index/${index.name}`),
      );
  }

  /** Tells the function this table's name and allows it these actions, but only on items under partition keys that begin so. */
  bindUnder(fn: NewsroomFunction, variable: TableVariable, prefix: string, actions: readonly Action[]): void {
    fn.tell({ [variable]: this.tableName });
    fn.allow(
      actions.map((action) => `dynamodb:${action}`),
      [this.tableArn],
      { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${prefix}*`] } },
    );
  }
}

const text = (name: string) => ({ name, type: AttributeType.STRING });

function projectionOf(attributes: readonly string[] | undefined) {
  if (attributes === undefined) return { projectionType: ProjectionType.ALL };
  if (attributes.length === 0) return { projectionType: ProjectionType.KEYS_ONLY };
  return { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...attributes] };
}
