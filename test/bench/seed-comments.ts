import { setTimeout as sleep } from 'node:timers/promises';
import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LOCAL_CREDENTIALS, readRunning } from '../../infra/local/state.ts';
import type { Comment } from '../../shared/comment/comment.ts';
import { commentIdOf } from '../../shared/comment/comment-id.ts';
import { topPlaceOf } from '../../shared/comment/places.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import { articleThread, commentKey, threadSortOf } from '../../shared/store/discussion-keys.ts';
import { toWire } from '../../shared/store/expressions.ts';
import type { LocalNewsroom } from '../local-newsroom.ts';

/** Between these instants seeded comments were posted, in milliseconds of the epoch. */
export const SEEDED = { from: Date.parse('2026-01-01T00:00:00.000Z'), until: Date.parse('2026-01-08T00:00:00.000Z') };

/** What a batch takes. */
const BATCH = 25;
const WIDTH = 4;
/** It is waited for that so many seconds. */
const PATIENCE = 60;
/** Of a second: below this much CPU time of the newsroom it has nothing left to do. */
const IDLE_CPU = 0.1;

/** Puts PUBLISHED comments of an article into the tables, of 480 bytes in their index, uncounted; and waits until what follows is done. */
export async function seedComments(newsroom: LocalNewsroom, articleId: string, count: number): Promise<void> {
  const { tableUrl, outputs } = readRunning(newsroom.state);
  const table = outputs.DiscussionTableName;
  if (table === undefined) throw new Error('The stack does not say what its table of discussions is called');
  const client = new DynamoDBClient({ endpoint: tableUrl, region: 'us-east-1', credentials: LOCAL_CREDENTIALS });
  try {
    const step = (SEEDED.until - SEEDED.from) / count;
    const items = Array.from({ length: count }, (_, i) => itemsOf(articleId, i, SEEDED.from + i * step)).flat();
    const batches = Array.from({ length: Math.ceil(items.length / BATCH) }, (_, i) =>
      items.slice(i * BATCH, (i + 1) * BATCH),
    );
    await inParallel(batches, WIDTH, (batch) => {
      const puts = batch.map((item) => ({ PutRequest: { Item: toWire(item) } }));
      return client.send(new BatchWriteItemCommand({ RequestItems: { [table]: puts } }));
    });
  } finally {
    client.destroy();
  }
  await untilIdle(newsroom);
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
  return [{ ...commentKey(id), ...comment, ...index }, ...topPlaceOf(comment)];
}

/** Until the newsroom's processes use no CPU time to speak of, or patience is at its end. */
export async function untilIdle(newsroom: LocalNewsroom): Promise<void> {
  const used = () => newsroom.measure().reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
  for (let before = used(), quiet = 0, waited = 0; quiet < 3 && waited < PATIENCE; waited++) {
    await sleep(1000);
    const after = used();
    quiet = after - before < IDLE_CPU ? quiet + 1 : 0;
    before = after;
  }
}
