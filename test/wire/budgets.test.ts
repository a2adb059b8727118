import { beforeAll, describe, expect, test } from 'vitest';
import { publish } from '../bench/publish.ts';
import type { Row } from '../bench/scenario.ts';

/** What each act may ask of AWS, at the wire: the bench prints these figures, here they are held (invariant 12). */
let rows: Map<string, Row>;

beforeAll(async () => {
  const tables = await publish.run(() => {});
  rows = new Map(tables.flatMap((table) => table.rows).map((row) => [String(row.act), row]));
}, 120_000);

const row = (act: string): Row => {
  const found = rows.get(act);
  if (!found) throw new Error(`the bench has no act ${act}`);
  return found;
};

test.each([
  // 14 and 2 a feed, that of changes among them. Two looks at the page's state, with its images, and at that of each feed, with
  // its bounds; of the changes there are none.
  ['first publish, 3 feeds and the changes, warm', 14 + 2 * (3 + 1), 4 + 2 * 2 + 2 * (3 * 2 + 1)],
  // Its place among the changes moves, which costs 2 more.
  ['update', 14 + 2 * 3 + 4, 3 + 2 * 2 + 2 * (3 * 2 + 1)],
  ['upload of the same bytes again', 8, 4 + 1],
  // The image and what became of its upload; then the note: its article and, of each feed, the entry. The page is looked at twice more, for
  // the image and for the note.
  ['an image beside the first, its page, note and feeds', 4 + 6 + 2 * 3, 13 + 2 * (3 * 2 + 1)],
  // Its count of comments is hidden too.
  ['delete', 10 + 2 * 3 + 4, 3 + 1 + 2 * 2 + 2 * (3 * 2 + 1)],
  // Where its images find it is written once, with the first content.
  ['scheduled upload', 14 + 2, 6],
  ['release by the clock', 8 + 2 * (3 + 1), 26],
  ['tick of the clock, nothing due', 0, 4],
  // Two of the reads are for erasures and other things that are still to be finished.
  ['rebuild of unchanged feeds', 0, 16],
  ['post by an account: published', 9, 3],
  ['reply', 12, 3],
  ['post by a guest: held', 5, 3],
  ['decision: approved', 8, 3],
  ['edit', 9, 3.5],
  ['deletion of what was edited', 8, 1],
  ['list of 25 comments', 0, 2.5],
  ['list of 25 comments by likes', 0, 2.5],
  // The comment too.
  ['list of 25 comments around one', 0, 2.5 + 1],
  // Its answer sums 16 counters.
  ['like', 5, 2 + 16],
  // Who is banned flags nothing.
  ['flag', 5, 4],
  ['counts of 100 articles', 0, 50],
  // Of 20 articles the counts of comments are 10 units.
  ['list, all', 0, 10 + 2.5],
  ['list, section=world', 0, 10 + 2.5],
  ['list, tag=rivers', 0, 10 + 2.5],
  ['list, author=Ada+Moreau', 0, 10 + 2.5],
  ['list, language=en', 0, 10 + 2.5],
  // Up to 100 entries are looked through at a time.
  ['list, tag=rivers&section=world&language=en', 0, 10 + 12.5],
  ['list, section=world&language=vi', 0, 12.5],
  // Its comments are ten counters and the total.
  ['one, application/json', 0, 1 + 11],
  ['one, application/ld+json', 0, 1],
  ['one, application/vnd.iptc.ninjs+json', 0, 1],
  ['its discussion, empty', 4, 36],
  // Its state twice: four lists, the comments, the counters, and when it closes.
  // And a note, for the audit.
  ['snapshot and feeds of 29 comments', 5, 110],
  // Its counters are summed before and after the sum is written.
  ['roll-up of the like, snapshot and feeds', 5 + 6, 110 + 34],
])('%s: at most %d write and %d read units', (act, write, read) => {
  expect(Number(row(act).write)).toBeLessThanOrEqual(write);
  expect(Number(row(act).read)).toBeLessThanOrEqual(read);
});

describe('the very requests', () => {
  test.each([
    // Content, page, four files a feed, one of the changes, and the sitemaps of the newest and of the news.
    ['first publish, 3 feeds and the changes, warm', '2 GetObject, 1 HeadObject, 17 PutObject'],
    ['update', '2 GetObject, 17 PutObject'],
    ['upload of the same bytes again', '1 GetObject, 1 HeadObject'],
    // One rendition, kept with its manifest and copied; the document that the note names; the page, and each feed once.
    [
      'an image beside the first, its page, note and feeds',
      '1 CopyObject, 4 GetObject, 2 HeadObject, 2 ListObjectsV2, 18 PutObject',
    ],
    // And a look for copies of images; with the page go the snapshot and the comment feeds.
    ['delete', '6 DeleteObject, 1 HeadObject, 1 ListObjectsV2, 16 PutObject'],
    ['rebuild of unchanged feeds', '5 ListObjectsV2'],
    ['list of 25 comments', ''],
    // There was none before.
    ['its discussion, empty', '5 PutObject'],
    ['snapshot and feeds of 29 comments', '5 HeadObject, 5 PutObject'],
  ])('%s of S3: %s', (act, requests) => {
    expect(row(act).S3).toBe(requests);
  });

  test.each([
    ['first publish, 3 feeds and the changes, warm', '2 BatchGetItem, 2 GetItem, 16 Query, 1 TransactWriteItems'],
    // What is under way, erasures, the registry, the news, and two queries a feed; what one is called that this process has not asked for.
    ['rebuild of unchanged feeds', '1 GetItem, 15 Query'],
    // The article, the poster's standing and how the article may be discussed, and the comment that is answered, in one; what was
    // posted last; two counters of the throttle; a place in a queue.
    ['post by an account: published', '1 BatchGetItem, 1 PutItem, 1 Query, 1 TransactWriteItems, 2 UpdateItem'],
    ['reply', '1 BatchGetItem, 1 PutItem, 1 Query, 1 TransactWriteItems, 2 UpdateItem'],
    ['list of 25 comments', '1 BatchGetItem, 1 Query'],
    // The comment; its article and how that may be discussed; its counters.
    ['like', '2 BatchGetItem, 1 GetItem, 1 TransactWriteItems'],
    ['counts of 100 articles', '1 BatchGetItem'],
    ['list, tag=rivers', '1 BatchGetItem, 1 Query'],
    ['list, tag=rivers&section=world&language=en', '1 BatchGetItem, 1 Query'],
    ['list, section=world&language=vi', '1 Query'],
    ['one, application/json', '1 BatchGetItem, 1 GetItem, 1 Query'],
    ['one, application/ld+json', '1 GetItem, 1 Query'],
    ['one, application/vnd.iptc.ninjs+json', '1 GetItem, 1 Query'],
  ])('%s of the tables: %s', (act, requests) => {
    expect(row(act).DynamoDB).toBe(requests);
  });
});

test.each(['publish', 'rebuild'])('a %s costs the same beside 205 articles and beside 250', (act) => {
  const [few, many] = [row(`${act} beside 205`), row(`${act} beside 250`)];
  expect(many).toEqual({ ...few, act: many.act });
});
