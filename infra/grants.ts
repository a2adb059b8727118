import { SITE_FILES } from '../shared/site-files.ts';
import { AUTHOR_INDEX, THREAD_INDEX, TOTAL_PREFIX } from '../shared/store/discussion-keys.ts';
import { BOUND_PREFIX, ERASURES, QUARANTINE_INDEX } from '../shared/store/editorial-keys.ts';
import type { NewsroomFunction } from './constructs/newsroom-function.ts';
import { READ, TRANSACT } from './constructs/outbox-table.ts';
import type { EachFunction } from './functions.ts';
import type { Storage } from './storage.ts';

const ROOT_FILES = SITE_FILES.filter((file) => !file.includes('/'));

/** What each function may do with what is kept, and nothing more. None may write the bucket whose events wake it. */
export function grant(fn: EachFunction<NewsroomFunction>, storage: Storage): void {
  const { uploads, content, editorial, discussion } = storage;

  uploads.bindTo(fn['ingest-article'], 'UPLOADS_BUCKET', { objects: ['GetObject', 'GetObjectVersion'], list: true });
  content.bindTo(fn['ingest-article'], 'CONTENT_BUCKET', { objects: ['GetObject', 'PutObject'] });
  editorial.bindTo(fn['ingest-article'], 'EDITORIAL_TABLE', [...READ, ...TRANSACT]);

  uploads.bindTo(fn['make-renditions'], 'UPLOADS_BUCKET', { objects: ['GetObject', 'GetObjectVersion'], list: true });
  content.bindTo(fn['make-renditions'], 'CONTENT_BUCKET', {
    objects: ['GetObject', 'PutObject'],
    under: ['images/'],
    list: true,
  });

  editorial.bindTo(fn.publish, 'EDITORIAL_TABLE', READ);
  editorial.bindUnder(fn.publish, 'EDITORIAL_TABLE', BOUND_PREFIX, ['PutItem', 'UpdateItem']);
  // What is withdrawn has no number of comments any more.
  discussion.bindUnder(fn.publish, 'DISCUSSION_TABLE', TOTAL_PREFIX, ['GetItem', 'UpdateItem']);
  // Which brings articles into the feeds that they belong to.
  editorial.bindTo(fn['rebuild-feeds'], 'EDITORIAL_TABLE', [...READ, ...TRANSACT]);
  for (const publisher of [fn.publish, fn['rebuild-feeds']]) {
    content.bindTo(publisher, 'CONTENT_BUCKET', { objects: ['GetObject'] });
    storage.public.bindTo(publisher, 'PUBLIC_BUCKET', {
      objects: ['GetObject', 'PutObject', 'DeleteObject'],
      under: ['pages/', 'feeds/', 'archives/', 'sitemaps/', 'media/', 'assets/', ...ROOT_FILES],
      list: true,
    });
  }
  // What is withdrawn goes at once; what is to be seen comes from whoever reads the discussion.
  storage.public.bindTo(fn.publish, 'PUBLIC_BUCKET', { objects: ['DeleteObject'], under: ['comments/'] });
  discussion.bindTo(
    fn['rebuild-feeds'],
    'DISCUSSION_TABLE',
    [...READ, 'Scan', ...TRANSACT, 'BatchWriteItem'],
    [THREAD_INDEX, AUTHOR_INDEX],
  );
  storage.public.bindTo(fn['rebuild-feeds'], 'PUBLIC_BUCKET', {
    objects: ['GetObject', 'PutObject', 'DeleteObject'],
    under: ['comments/'],
  });

  editorial.bindTo(fn['release-due'], 'EDITORIAL_TABLE', [...READ, ...TRANSACT]);

  editorial.bindTo(fn.articles, 'EDITORIAL_TABLE', [...READ, ...TRANSACT], [QUARANTINE_INDEX]);
  content.bindTo(fn.articles, 'CONTENT_BUCKET', { objects: ['GetObject'] });
  discussion.bindTo(fn.articles, 'DISCUSSION_TABLE', ['BatchGetItem']);

  discussion.bindTo(fn.comments, 'DISCUSSION_TABLE', [...READ, ...TRANSACT], [THREAD_INDEX, AUTHOR_INDEX]);
  editorial.bindTo(fn.comments, 'EDITORIAL_TABLE', ['GetItem', 'BatchGetItem']);
  // Where what was erased is on record, should the discussion be brought back to an earlier time.
  editorial.bindUnder(fn.comments, 'EDITORIAL_TABLE', ERASURES, ['PutItem']);

  discussion.bindTo(fn['publish-comments'], 'DISCUSSION_TABLE', [
    'GetItem',
    'BatchGetItem',
    'UpdateItem',
    'BatchWriteItem',
  ]);

  editorial.bindTo(fn['publish-discussion'], 'EDITORIAL_TABLE', ['GetItem']);
  discussion.bindTo(fn['publish-discussion'], 'DISCUSSION_TABLE', [...READ, 'PutItem', 'UpdateItem', 'DeleteItem']);
  storage.public.bindTo(fn['publish-discussion'], 'PUBLIC_BUCKET', {
    objects: ['GetObject', 'PutObject', 'DeleteObject'],
    under: ['comments/', 'feeds/comments/'],
    list: true,
  });
}
