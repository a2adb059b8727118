import { marshall } from '@aws-sdk/util-dynamodb';
import type { Article } from '../../../shared/article/article.ts';
import type { Comment } from '../../../shared/comment/comment.ts';
import { commentKey } from '../../../shared/store/discussion-keys.ts';
import { articleKey } from '../../../shared/store/editorial-keys.ts';
import type { Key } from '../../../shared/store/table.ts';

let written = 0;

const record = (key: Key, before: object | undefined, after: object | undefined) => ({
  eventName: before ? 'MODIFY' : 'INSERT',
  dynamodb: {
    Keys: marshall(key),
    SequenceNumber: String(++written),
    ...(before && { OldImage: imageOf({ ...key, ...before }) }),
    ...(after && { NewImage: imageOf({ ...key, ...after }) }),
  },
});

const imageOf = (item: object) => marshall(item, { removeUndefinedValues: true });

/** The stream's record of a write of an article's item. */
export const articleRecord = (before: Article | undefined, after: Article) =>
  record(articleKey(after.id), before, after);

/** The stream's record of a write of a comment's item. */
export const commentRecord = (before: Comment | undefined, after: Comment) =>
  record(commentKey(after.id), before, after);
