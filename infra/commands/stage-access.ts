import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { LOCAL_CREDENTIALS, readRunning, stateDirectory } from '../local/state.ts';

/** The outputs of the stack that commands work with. */
export type OutputName =
  | 'SiteUrl'
  | 'UploadsBucketName'
  | 'PublicBucketName'
  | 'UploadQueueUrl'
  | 'EditorialTableName'
  | 'DiscussionTableName'
  | 'RebuildFeedsFunctionName';

/** One stage as the commands see it: what its things are called, and clients that reach them. */
export interface StageAccess {
  output(name: OutputName): string;
  s3(): S3Client;
  dynamoDb(): DynamoDBClient;
  lambda(): LambdaClient;
  sqs(): SQSClient;
}

export const ROOT = join(import.meta.dirname, '../..');

/**
 * The stage of this name: without one, or `local`, the newsroom of `npm start`; else the deployed stack `newsroom-<name>`,
 * with the credentials, region and `AWS_ENDPOINT_URL` of the environment. Throws, saying what to do, for one that is not there.
 */
export const stageAccess = async (stage: string | undefined): Promise<StageAccess> =>
  stage === undefined || stage === 'local' ? local() : await deployed(stage);

function local(): StageAccess {
  const { outputs, storeUrl, tableUrl } = readRunning(stateDirectory(ROOT));
  const at = (endpoint: string) => ({ endpoint, region: 'us-east-1', credentials: LOCAL_CREDENTIALS });
  return {
    output: (name) => required(outputs, name, 'the local newsroom'),
    s3: () => new S3Client({ ...at(process.env.AWS_ENDPOINT_URL ?? storeUrl), forcePathStyle: true }),
    dynamoDb: () => new DynamoDBClient(at(tableUrl)),
    lambda: () => new LambdaClient(at(process.env.AWS_ENDPOINT_URL ?? storeUrl)),
    sqs: () => new SQSClient(at(process.env.AWS_ENDPOINT_URL ?? storeUrl)),
  };
}

async function deployed(stage: string): Promise<StageAccess> {
  const stack = `newsroom-${stage}`;
  const { Stacks } = await new CloudFormationClient({}).send(new DescribeStacksCommand({ StackName: stack }));
  const pairs = (Stacks?.[0]?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]);
  const outputs: Record<string, string> = Object.fromEntries(pairs);
  return {
    output: (name) => required(outputs, name, `the stack ${stack}`),
    s3: () => new S3Client({ forcePathStyle: process.env.AWS_ENDPOINT_URL !== undefined }),
    dynamoDb: () => new DynamoDBClient({}),
    lambda: () => new LambdaClient({}),
    sqs: () => new SQSClient({}),
  };
}

function required(outputs: Record<string, string>, name: string, of: string): string {
  const value = outputs[name];
  if (value === undefined) throw new Error(`There is no output ${name} of ${of}`);
  return value;
}
