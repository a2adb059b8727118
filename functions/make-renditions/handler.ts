import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { environment } from '../../shared/environment.ts';
import { s3Client, sqsClient } from '../../shared/store/clients.ts';
import { AnswerQueue } from './adapters/answer-queue.ts';
import { AssetsBucket } from './adapters/assets-bucket.ts';
import { OriginalsBucket } from './adapters/originals-bucket.ts';
import type { Deps } from './ports.ts';
import { processBatch } from './process-batch.ts';

// On cold start only.
const env = environment('UPLOADS_BUCKET', 'CONTENT_BUCKET', 'UPLOAD_QUEUE_URL');
const logger = new Logger({ serviceName: 'make-renditions' });
const s3 = s3Client();
const deps: Deps = {
  originals: new OriginalsBucket(s3, env.UPLOADS_BUCKET),
  assets: new AssetsBucket(s3, env.CONTENT_BUCKET),
  answers: new AnswerQueue(sqsClient(), env.UPLOAD_QUEUE_URL),
};

export const handler = middy()
  .use(injectLambdaContext(logger))
  .handler((event: unknown) => processBatch(event, deps, logger));
