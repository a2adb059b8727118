import type { PublisherDeps } from '../publisher.ts';
import { parseSettings } from '../settings.ts';
import { siteOf } from '../site.ts';
import { ArticleReader } from './article-reader.ts';
import { BoundStore } from './bound-store.ts';
import { dynamoDbClient, s3Client, sqsClient } from './clients.ts';
import { ContentStore } from './content-store.ts';
import { FeedStore } from './feed-store.ts';
import { ImageReader } from './image-reader.ts';
import { MediaStore } from './media-store.ts';
import { NoteQueue } from './note-queue.ts';
import { PublicObjects } from './public-objects.ts';
import { Table } from './table.ts';

type Environment = Record<
  'EDITORIAL_TABLE' | 'CONTENT_BUCKET' | 'PUBLIC_BUCKET' | 'UPLOAD_QUEUE_URL' | 'SETTINGS' | 'SITE_URL',
  string
>;

/**
 * Everything that a publisher needs, over the wire; all but the ETags that it remembers. On cold start only. `kept`: how much of articles'
 * documents is kept, in characters, where that is to be less than usual.
 */
export function publishingStores(env: Environment, kept?: number) {
  const table = new Table(dynamoDbClient(), env.EDITORIAL_TABLE);
  const s3 = s3Client();
  return {
    articles: new ArticleReader(table),
    feeds: new FeedStore(table),
    bounds: new BoundStore(table),
    documents: new ContentStore(s3, env.CONTENT_BUCKET, kept),
    images: new ImageReader(table),
    media: new MediaStore(s3, env.CONTENT_BUCKET, env.PUBLIC_BUCKET),
    notes: new NoteQueue(sqsClient(), env.UPLOAD_QUEUE_URL),
    objects: new PublicObjects(s3, env.PUBLIC_BUCKET),
    site: siteOf(env.SITE_URL, parseSettings(env.SETTINGS)),
    clock: () => new Date(),
  } satisfies Omit<PublisherDeps, 'remembered'>;
}
