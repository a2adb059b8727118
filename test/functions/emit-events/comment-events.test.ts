import { describe, expect, it } from 'vitest';
import type { Comment } from '../../../shared/comment/comment.ts';
import { eventsOf } from './fake-bus.ts';
import { commentRecord } from './records.ts';

const minute = (n: number) => `2026-11-24T07:0${n}:00.000Z`;

const held: Comment = {
  schemaVersion: 1,
  id: 'c1',
  articleId: 'aaaaaaaaaaaaaaaa',
  status: 'PENDING',
  revision: 1,
  text: 'When does it sail?',
  authorName: 'Bob Example',
  poster: 'guest:hash-of-an-address',
  email: 'bob@reader.example',
  likes: 0,
  replyCount: 0,
  createdAt: minute(0),
  heldReasons: ['guest'],
  heldSince: minute(0),
  fingerprint: 'fingerprint-of-the-text',
  editTokenHash: 'hash-of-a-token',
};
const published: Comment = { ...held, status: 'PUBLISHED', reviewedAt: minute(1) };
const rejected: Comment = { ...held, status: 'REJECTED', reviewedAt: minute(2) };

const told = async (before: Comment | undefined, after: Comment) => await eventsOf(commentRecord(before, after));

describe('a comment that changes', () => {
  it('is posted, and waits', async () => {
    expect(await told(undefined, { ...held, parentId: 'c0' })).toEqual([
      {
        type: 'Comment Posted',
        detail: {
          schemaVersion: 1,
          id: 'comment/c1/1/posted',
          at: minute(0),
          commentId: 'c1',
          articleId: 'aaaaaaaaaaaaaaaa',
          parentId: 'c0',
          revision: 1,
          status: 'PENDING',
        },
      },
    ]);
  });

  it.each<[string, Comment | undefined, Comment, string[]]>([
    ['published as it is posted', undefined, published, ['Comment Posted', 'Comment Published']],
    ['taken for spam as it is posted', undefined, { ...held, status: 'SPAM' }, ['Comment Posted', 'Comment Rejected']],
    ['approved', held, published, ['Comment Published']],
    ['approved after all', rejected, { ...published, reviewedAt: minute(3) }, ['Comment Published']],
    ['another text', published, { ...published, revision: 2, editedAt: minute(3) }, ['Comment Published']],
    ['held again', published, { ...held, revision: 2 }, ['Comment Held']],
    ['refused', held, rejected, ['Comment Rejected']],
    ['flagged', published, { ...published, reportedSince: minute(4), flagCount: 1 }, ['Comment Flagged']],
    ['flagged no more', { ...published, reportedSince: minute(4), flagCount: 1 }, published, []],
    ['taken away', published, { ...published, status: 'REJECTED', deletedBy: 'author' }, ['Comment Rejected']],
  ])('is %s', async (_, before, after, types) => {
    expect((await told(before, after)).map(({ type }) => type)).toEqual(types);
  });

  it.each<[string, Comment, Comment]>([
    ['likes and replies', published, { ...published, likes: 7, replyCount: 2 }],
    ['a review that changes nothing', published, { ...published, reviewedAt: minute(4) }],
    ['another text of what waits', held, { ...held, revision: 2 }],
    ['spam among what was refused', rejected, { ...rejected, status: 'SPAM' }],
  ])('makes no event of %s', async (_, before, after) => {
    expect(await told(before, after)).toEqual([]);
  });

  it('is told under another id each time that it is published, and the same one when that comes again', async () => {
    const again: Comment = { ...published, reviewedAt: minute(3) };
    const records = [
      commentRecord(held, published),
      commentRecord(published, rejected),
      commentRecord(rejected, again),
    ];
    const ids = (await eventsOf(...records)).map(({ detail }) => detail.id);
    expect(ids).toEqual([
      `comment/c1/1/published/${minute(1)}`,
      `comment/c1/1/rejected/${minute(2)}`,
      `comment/c1/1/published/${minute(3)}`,
    ]);
    expect((await eventsOf(...records)).map(({ detail }) => detail.id)).toEqual(ids);
  });

  it('is told with the time of the stream when it is deleted, which the item itself does not have', async () => {
    const record = commentRecord(published, { ...published, status: 'REJECTED', revision: 2, deletedBy: 'author' });
    const written = { ...record, dynamodb: { ...record.dynamodb, ApproximateCreationDateTime: 1_795_503_900 } };
    const detail = { at: '2026-11-24T07:05:00.000Z', deletedBy: 'author', revision: 2 };
    expect(await eventsOf(written)).toMatchObject([{ type: 'Comment Rejected', detail }]);
    expect(
      await eventsOf({ ...written, dynamodb: { ...written.dynamodb, ApproximateCreationDateTime: 'then' } }),
    ).toHaveLength(1);
  });

  it('is not told of when it comes with years behind it: it was imported', async () => {
    const record = commentRecord(undefined, published);
    const writtenAt = (seconds: number) => ({
      ...record,
      dynamodb: { ...record.dynamodb, ApproximateCreationDateTime: Date.parse(minute(0)) / 1000 + seconds },
    });
    expect(await eventsOf(writtenAt(25 * 3600))).toEqual([]);
    expect(await eventsOf(writtenAt(60))).toHaveLength(2);
  });

  it('is told each time that it is held', async () => {
    const flagged = (minutes: number): Comment => ({ ...published, status: 'PENDING', heldSince: minute(minutes) });
    const records = [commentRecord(published, flagged(3)), commentRecord(published, flagged(5))];
    const ids = (await eventsOf(...records)).map(({ detail }) => detail.id);
    expect(ids).toEqual([`comment/c1/1/held/${minute(3)}`, `comment/c1/1/held/${minute(5)}`]);
  });

  it('is told without its text and without a trace of who wrote it', async () => {
    const records = [
      commentRecord(undefined, held),
      commentRecord(held, published),
      commentRecord(published, rejected),
    ];
    expect(JSON.stringify(await eventsOf(...records))).not.toMatch(/sail|bob|hash|guest|fingerprint/i);
  });
});
