import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';

/**
 * The SDK clients of a function, made once a cold start. Region, credentials and `AWS_ENDPOINT_URL` come from the
 * environment; with an endpoint of its own, S3 is addressed by path, since such a host rarely resolves bucket names.
 */
export const dynamoDbClient = (): DynamoDBClient => new DynamoDBClient({});

export const s3Client = (): S3Client =>
  new S3Client({ forcePathStyle: Boolean(process.env.AWS_ENDPOINT_URL ?? process.env.AWS_ENDPOINT_URL_S3) });
