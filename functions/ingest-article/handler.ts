import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { environment } from '../../shared/environment.ts';
import { parseSettings } from '../../shared/settings.ts';
import { dynamoDbClient, s3Client, sqsClient } from '../../shared/store/clients.ts';
import { ContentStore } from '../../shared/store/content-store.ts';
import { FeedStore } from '../../shared/store/feed-store.ts';
import { ImageReader } from '../../shared/store/image-reader.ts';
import { Table } from '../../shared/store/table.ts';
import { ContentBucket } from './adapters/content-bucket.ts';
import { EditorialTable } from './adapters/editorial-table.ts';
import { ImageQueue } from './adapters/image-queue.ts';
import { UploadsBucket } from './adapters/uploads-bucket.ts';
import { parseUpload } from './parse/parse-upload.ts';
import type { Deps } from './ports.ts';
import { processBatch } from './process-batch.ts';

// On cold start only.
const env = environment(
  'EDITORIAL_TABLE',
  'UPLOADS_BUCKET',
  'CONTENT_BUCKET',
  'SETTINGS',
  'SITE_URL',
  'IMAGE_QUEUE_URL',
);
const settings = parseSettings(env.SETTINGS);
const logger = new Logger({ serviceName: 'ingest-article' });
const table = new Table(dynamoDbClient(), env.EDITORIAL_TABLE);
const s3 = s3Client();
const deps: Deps = {
  uploads: new UploadsBucket(s3, env.UPLOADS_BUCKET),
  contents: new ContentBucket(s3, env.CONTENT_BUCKET),
  documents: new ContentStore(s3, env.CONTENT_BUCKET),
  editorial: new EditorialTable(table, new FeedStore(table)),
  images: new ImageQueue(sqsClient(), env.IMAGE_QUEUE_URL),
  standingImages: new ImageReader(table),
  parse: (object, key) => parseUpload({ ...object, key }, { ...settings, siteUrl: env.SITE_URL }),
  savedFeeds: settings.savedFeeds,
  clock: () => new Date(),
};

export const handler = middy()
  .use(injectLambdaContext(logger))
  .handler((event: unknown) => processBatch(event, deps, logger));
