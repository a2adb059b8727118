import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';

/**
 * The SDK clients of a function, made once a cold start. Region, credentials and `AWS_ENDPOINT_URL` come from the
 * environment; with an endpoint of its own, S3 is addressed by path, since such a host rarely resolves bucket names.
 */
export const dynamoDbClient = (): DynamoDBClient => unlogged(new DynamoDBClient({}));

export const s3Client = (): S3Client =>
  unlogged(
    new S3Client({
      forcePathStyle: Boolean(process.env.AWS_ENDPOINT_URL ?? process.env.AWS_ENDPOINT_URL_S3),
      // No CRC-32 of our own on top: S3 checks the SHA-256 that the signature has of each body, and TLS the way back.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    }),
  );

/**
 * We give the clients no logger, but their logging middleware copies every input and output for it all the same: a third of
 * the CPU time of a query of 50 items.
 */
function unlogged<C extends { middlewareStack: { remove(name: string): boolean } }>(client: C): C {
  client.middlewareStack.remove('loggerMiddleware');
  return client;
}
