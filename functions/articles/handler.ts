import { environment } from '../../shared/environment.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { parseSettings } from '../../shared/settings.ts';
import { siteOf } from '../../shared/site.ts';
import { dynamoDbClient, s3Client, sqsClient } from '../../shared/store/clients.ts';
import { CommentCounts } from '../../shared/store/comment-counts.ts';
import { ContentStore } from '../../shared/store/content-store.ts';
import { FeedStore } from '../../shared/store/feed-store.ts';
import { ImageReader } from '../../shared/store/image-reader.ts';
import { Table } from '../../shared/store/table.ts';
import { AnswersTable } from './adapters/answers-table.ts';
import { ArticlesTable } from './adapters/articles-table.ts';
import { bundledDescription } from './adapters/bundled-description.ts';
import { DeskTable } from './adapters/desk-table.ts';
import { UploadQueue } from './adapters/upload-queue.ts';
import { UploadsTable } from './adapters/uploads-table.ts';
import { endpointsOf } from './endpoints.ts';
import { routes } from './routes.ts';
import { unrouted } from './unrouted.ts';

// On cold start only.
const env = environment(
  'EDITORIAL_TABLE',
  'DISCUSSION_TABLE',
  'CONTENT_BUCKET',
  'UPLOAD_QUEUE_URL',
  'SITE_URL',
  'SETTINGS',
);
const client = dynamoDbClient();
const editorial = new Table(client, env.EDITORIAL_TABLE);
const documents = new ContentStore(s3Client(), env.CONTENT_BUCKET);
const description = bundledDescription(import.meta.dirname);
const endpoints = endpointsOf({
  articles: new ArticlesTable(editorial),
  documents,
  imageDocuments: documents,
  images: new ImageReader(editorial, { consistent: false }),
  counts: new CommentCounts(new Table(client, env.DISCUSSION_TABLE)),
  uploads: new UploadsTable(editorial),
  desk: new DeskTable(editorial, new FeedStore(editorial)),
  answers: new AnswersTable(editorial),
  replays: new UploadQueue(sqsClient(), env.UPLOAD_QUEUE_URL),
  description,
  site: siteOf(env.SITE_URL, parseSettings(env.SETTINGS)),
});

export const handler = apiHandler('articles', routes, endpoints, unrouted(description));
