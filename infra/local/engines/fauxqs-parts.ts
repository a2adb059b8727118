import type { buildApp } from 'fauxqs';
import { installedPackage } from './installed-package.ts';

/**
 * The parts of fauxqs that its package does not export but that a host needs which puts its own rules between them. They are
 * loaded by path, so an update of fauxqs must be tried; the types come from its public `buildApp`.
 */
type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>['stores']>;

export type S3Store = Stores['s3Store'];
export type S3Object = ReturnType<S3Store['putObject']>;
export type SqsStore = Stores['sqsStore'];
export type SqsQueue = ReturnType<SqsStore['createQueue']>;
export type SqsMessage = Parameters<SqsQueue['enqueue']>[0];
export type FauxqsApp = ReturnType<typeof buildApp>;

/** The SQLite file that holds buckets, objects, queues and messages: written through, read at the start. */
export type Persistence = NonNullable<SqsStore['persistence']>;

interface S3Refusal {
  new (code: string, message: string, statusCode: number, resource?: string): Error;
}

const root = installedPackage('fauxqs');
const load = (path: string) => import(new URL(`dist/${path}`, root).href);

const s3: { S3Store: new () => S3Store } = await load('s3/s3Store.js');
const sqs: {
  SqsStore: (new () => SqsStore) & {
    createMessage(body: string, attributes?: SqsMessage['messageAttributes']): SqsMessage;
  };
} = await load('sqs/sqsStore.js');
const sns: { SnsStore: new () => Stores['snsStore'] } = await load('sns/snsStore.js');
const persistence: { PersistenceManager: new (dataDir: string) => Persistence } = await load('persistence.js');
const errors: { S3Error: S3Refusal } = await load('common/errors.js');

export const S3StoreBase = s3.S3Store;
export const SqsStoreBase = sqs.SqsStore;
export const SnsStoreBase = sns.SnsStore;
export const PersistenceManager = persistence.PersistenceManager;
export const S3Error = errors.S3Error;
