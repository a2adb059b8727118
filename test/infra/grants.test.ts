import { describe, expect, it } from 'vitest';
import { allowed, rightsOf } from './rights.ts';
import { newsroom } from './stack-under-test.ts';

const template = newsroom('prod');

const read = (table: string) => [
  `dynamodb:BatchGetItem ${table}`,
  `dynamodb:GetItem ${table}`,
  `dynamodb:Query ${table}`,
];

const transact = (table: string) => [
  `dynamodb:ConditionCheckItem ${table}`,
  `dynamodb:DeleteItem ${table}`,
  `dynamodb:PutItem ${table}`,
  `dynamodb:UpdateItem ${table}`,
];

const follow = (table: string) =>
  ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map((a) => `dynamodb:${a} ${table}.StreamArn`);

const write = (...prefixes: string[]) => [
  ...prefixes.flatMap((prefix) =>
    ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'].map((a) => `${a} Public/${prefix}`),
  ),
  's3:ListBucket Public',
];

const PUBLISHED = [
  'pages/*',
  'feeds/*',
  'archives/*',
  'sitemaps/*',
  'media/*',
  'assets/*',
  'feeds.opml',
  'robots.txt',
  'sitemap.xml',
];

const everyFunction = (name: string) => [
  `logs:CreateLogStream ${name}Logs`,
  `logs:PutLogEvents ${name}Logs`,
  'xray:PutTelemetryRecords *',
  'xray:PutTraceSegments *',
];

/** The table of rights: whatever is not in it, nobody may. */
const RIGHTS: Record<string, string[]> = {
  IngestArticle: [
    ...read('Editorial'),
    ...transact('Editorial'),
    's3:GetObject Uploads/*',
    's3:GetObjectVersion Uploads/*',
    's3:ListBucket Uploads',
    's3:GetObject Content/*',
    's3:PutObject Content/*',
    'sqs:DeleteMessage UploadQueue',
    'sqs:GetQueueAttributes UploadQueue',
    'sqs:ReceiveMessage UploadQueue',
    'sqs:SendMessage ImageQueue',
  ],
  // It decodes what strangers send, so it reaches neither a table nor what is public.
  MakeRenditions: [
    's3:GetObject Uploads/*',
    's3:GetObjectVersion Uploads/*',
    's3:ListBucket Uploads',
    's3:GetObject Content/images/*',
    's3:PutObject Content/images/*',
    's3:ListBucket Content',
    'sqs:DeleteMessage ImageQueue',
    'sqs:GetQueueAttributes ImageQueue',
    'sqs:ReceiveMessage ImageQueue',
    'sqs:SendMessage UploadQueue',
  ],
  Publish: [
    ...read('Editorial'),
    ...follow('Editorial'),
    's3:GetObject Content/*',
    ...write(...PUBLISHED),
    'dynamodb:PutItem Editorial of ARCHIVE#*',
    'dynamodb:UpdateItem Editorial of ARCHIVE#*',
    'dynamodb:GetItem Discussion of TOTAL#*',
    'dynamodb:UpdateItem Discussion of TOTAL#*',
    's3:DeleteObject Public/comments/*',
    'sqs:SendMessage DiscussionQueue',
    'cloudfront:CreateInvalidation arn:{Partition}:cloudfront::{AccountId}:distribution/SiteDistribution',
    'sqs:SendMessage PublishDeadLetters',
    'sqs:SendMessage UploadQueue',
  ],
  RebuildFeeds: [
    ...read('Editorial'),
    ...transact('Editorial'),
    ...read('Discussion'),
    ...transact('Discussion'),
    'dynamodb:BatchWriteItem Discussion',
    'dynamodb:Scan Discussion',
    'dynamodb:Query Discussion/index/thread',
    'dynamodb:Query Discussion/index/author',
    's3:GetObject Content/*',
    ...write(...PUBLISHED, 'comments/*'),
    'sqs:SendMessage RebuildFeedsDeadLetters',
    'sqs:SendMessage UploadQueue',
  ],
  ReleaseDue: [...read('Editorial'), ...transact('Editorial'), 'sqs:SendMessage ReleaseDueDeadLetters'],
  Articles: [
    ...read('Editorial'),
    ...transact('Editorial'),
    'sqs:SendMessage UploadQueue',
    'dynamodb:Query Editorial/index/quarantined',
    's3:GetObject Content/*',
    'dynamodb:BatchGetItem Discussion',
  ],
  Comments: [
    ...read('Discussion'),
    ...transact('Discussion'),
    'dynamodb:Query Discussion/index/author',
    'dynamodb:Query Discussion/index/thread',
    'dynamodb:GetItem Editorial',
    'dynamodb:BatchGetItem Editorial',
    'dynamodb:PutItem Editorial of ERASURES*',
  ],
  PublishComments: [
    ...['BatchGetItem', 'BatchWriteItem', 'GetItem', 'UpdateItem'].map((action) => `dynamodb:${action} Discussion`),
    ...follow('Discussion'),
    'sqs:SendMessage PublishCommentsDeadLetters',
    'sqs:SendMessage DiscussionQueue',
  ],
  EmitEvents: [
    ...follow('Editorial'),
    ...follow('Discussion'),
    'events:PutEvents Events',
    'sqs:SendMessage EmitEventsDeadLetters',
  ],
  PublishDiscussion: [
    'dynamodb:GetItem Editorial',
    ...read('Discussion'),
    'dynamodb:DeleteItem Discussion',
    'dynamodb:PutItem Discussion',
    'dynamodb:UpdateItem Discussion',
    ...write('comments/*', 'feeds/comments/*'),
    ...['DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage', 'SendMessage'].map((a) => `sqs:${a} DiscussionQueue`),
  ],
};

describe('grants', () => {
  const rights = rightsOf(template);

  it.each(Object.entries(RIGHTS))('%s may do this and no more', (name, expected) => {
    expect(rights[name]).toEqual([...expected, ...everyFunction(name)].sort());
  });

  it('gives rights to the functions and their schedules alone', () => {
    expect(Object.keys(rights).sort()).toEqual([...Object.keys(RIGHTS), 'EveryHour', 'EveryMinute'].sort());
    expect(rights.EveryMinute).toEqual(['lambda:InvokeFunction ReleaseDue', 'sqs:SendMessage ReleaseDueDeadLetters']);
    expect(rights.EveryHour).toEqual(['lambda:InvokeFunction RebuildFeeds', 'sqs:SendMessage RebuildFeedsDeadLetters']);
  });

  it('allows no action by a pattern, in no policy of any kind', () => {
    const statements = allowed(template);
    expect(statements.length).toBeGreaterThan(20);
    expect(statements.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual([]);
  });

  it('lets no function write the bucket whose events wake it, nor anybody write uploads', () => {
    const writers = Object.entries(rights).filter(([, list]) => list.some((r) => /^s3:(Put|Delete).* Uploads/.test(r)));
    expect(writers).toEqual([]);
  });

  it('attaches no policy that AWS manages', () => {
    const roles = Object.values(template.findResources('AWS::IAM::Role'));
    expect(roles.filter((role) => role.Properties?.ManagedPolicyArns !== undefined)).toEqual([]);
  });
});
