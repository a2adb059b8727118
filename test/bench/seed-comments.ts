import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LOCAL_CREDENTIALS, readRunning } from '../../infra/local/state.ts';
import type { Comment } from '../../shared/comment/comment.ts';
import { commentIdOf } from '../../shared/comment/comment-id.ts';
import { topPlaceOf } from '../../shared/comment/places.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import { articleThread, threadSortOf } from '../../shared/store/discussion-keys.ts';
import { Table } from '../../shared/store/table.ts';
import type { LocalNewsroom } from '../local-newsroom.ts';

/** Between these instants seeded comments were posted, in milliseconds of the epoch. */
export const SEEDED = { from: Date.parse('2026-01-01T00:00:00.000Z'), until: Date.parse('2026-01-08T00:00:00.000Z') };

/** So many are put at a time, by so many at once. */
const BATCH = 500;
const WIDTH = 4;
/** It is waited for that so many seconds, and a second more for so many seeded comments. */
const PATIENCE = 60;
const PASSED_A_SECOND = 1000;
/** Of a second: below this much CPU time of the newsroom it has nothing left to do. */
const IDLE_CPU = 0.1;

/** Puts PUBLISHED comments of an article into the tables, of 480 bytes in their index, uncounted; and waits until the stream's readers have passed over them. */
export async function seedComments(newsroom: LocalNewsroom, articleId: string, count: number): Promise<void> {
  const { tableUrl, outputs } = readRunning(newsroom.state);
  const table = outputs.DiscussionTableName;
  if (table === undefined) throw new Error('The stack does not say what its table of discussions is called');
  const client = new DynamoDBClient({ endpoint: tableUrl, region: 'us-east-1', credentials: LOCAL_CREDENTIALS });
  try {
    await stockComments(new Table(client, table), articleId, count);
  } finally {
    client.destroy();
  }
  await untilIdle(newsroom, PATIENCE + count / PASSED_A_SECOND);
}

/** The same in a table, as lists find them, but under keys that no reader of its stream looks at: nothing follows from them. */
export async function stockComments(table: Pick<Table, 'writeMany'>, articleId: string, count: number): Promise<void> {
  const step = (SEEDED.until - SEEDED.from) / count;
  const batches = Array.from({ length: Math.ceil(count / BATCH) }, (_, batch) => batch * BATCH);
  await inParallel(batches, WIDTH, async (from) => {
    const those = Array.from({ length: Math.min(BATCH, count - from) }, (_, i) => from + i);
    await table.writeMany(those.flatMap((i) => itemsOf(articleId, i, SEEDED.from + i * step).map((put) => ({ put }))));
  });
}

function itemsOf(articleId: string, i: number, at: number) {
  const createdAt = new Date(at).toISOString();
  const id = commentIdOf('seed', `${articleId} ${i}`);
  const comment: Comment = {
    schemaVersion: 1,
    id,
    articleId,
    status: 'PUBLISHED',
    revision: 1,
    text: 'x'.repeat(180),
    authorName: 'Seeded',
    likes: i % 7,
    replyCount: 0,
    createdAt,
    poster: 'user:seed',
    heldReasons: [],
    fingerprint: 'f',
  };
  const sort = threadSortOf(createdAt, id);
  const index = { thread: articleThread(articleId), threadSort: sort, author: comment.poster, authorSort: sort };
  return [{ pk: `SEEDED#${id}`, sk: 'COMMENT', ...comment, ...index }, ...topPlaceOf(comment)];
}

/** Until the newsroom's processes use no CPU time to speak of, or patience is at its end. */
export async function untilIdle(newsroom: LocalNewsroom, patience = PATIENCE): Promise<void> {
  const used = () => newsroom.measure().reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
  for (let before = used(), quiet = 0, waited = 0; quiet < 3 && waited < patience; waited++) {
    await sleep(1000);
    const after = used();
    quiet = after - before < IDLE_CPU ? quiet + 1 : 0;
    before = after;
  }
}
