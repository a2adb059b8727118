import { describe, expect, test } from 'vitest';
import type { Article } from '../../../shared/article/article.ts';
import type { ArticleDocument } from '../../../shared/article/document.ts';
import { act, type EditorsOrder } from '../../../shared/article/editors-act.ts';
import { takeContent, withdraw } from '../../../shared/article/transition.ts';
import { documentOf } from '../../functions/ingest-article/fake-newsroom.ts';
import { at } from './article-fixtures.ts';

const ID = 'aaaaaaaaaaaaaaaa';
const minute = (n: number) => new Date(Date.UTC(2026, 5, 1, 12, n)).toISOString();

let version = 0;

function upload(before: Article | undefined, n: number, fields: Partial<ArticleDocument> = {}, late = n): Article {
  const content = {
    document: documentOf(fields),
    contentHash: `${++version}`,
    version,
    source: { key: 'a.txt', versionId: `v${version}` },
    storedAt: minute(n),
    uploadedAt: minute(n),
    liveKeys: 1,
  };
  return takeContent(before, ID, content, at(minute(late))).after;
}

function done(before: Article, order: EditorsOrder, n: number): Article {
  const acted = act(before, order, at(minute(n)));
  if (!('transition' in acted)) throw new Error(`Nothing was done: ${JSON.stringify(acted)}`);
  return acted.transition.after;
}

const published = upload(undefined, 0);
const unpublished = done(published, { op: 'unpublish' }, 10);
const killed = done(published, { op: 'kill', reason: 'It never happened.' }, 10);

describe('unpublish', () => {
  test('takes the article out of every feed, and readers are told when', () => {
    expect(unpublished).toMatchObject({ visible: false, feeds: [], lastOp: 'unpublish', updatedAt: minute(10) });
  });

  test('holds back what was uploaded before it, however late that is read', () => {
    expect(upload(unpublished, 9, { headline: 'Newer' }, 20)).toMatchObject({ visible: false, headline: 'Newer' });
  });

  test('does not hold back a later upload', () => {
    expect(upload(unpublished, 11)).toMatchObject({ visible: true, lastOp: 'publish', publishedAt: minute(0) });
  });

  test('is not undone by a late upload after a later one, whatever their order', () => {
    expect(upload(upload(unpublished, 11), 9, {}, 12)).toMatchObject({ visible: false });
  });

  test('of what is unpublished already takes back what was uploaded since', () => {
    const again = done(unpublished, { op: 'unpublish' }, 20);
    expect(again.updatedAt).toBe(unpublished.updatedAt);
    expect(upload(again, 15, {}, 21).visible).toBe(false);
  });

  test('stops a scheduled article from coming out', () => {
    const scheduled = upload(undefined, 0, { embargoed: minute(30) });
    expect(done(scheduled, { op: 'unpublish' }, 10).dues).toEqual([]);
  });
});

describe('republish', () => {
  test('brings the article back as it is, first published when it was', () => {
    expect(done(unpublished, { op: 'republish' }, 20)).toMatchObject({
      visible: true,
      feeds: ['all', 'section/news', 'language/en'],
      lastOp: 'publish',
      publishedAt: minute(0),
      updatedAt: minute(20),
    });
  });

  test('lets go of what the act before held back', () => {
    const back = done(upload(unpublished, 11), { op: 'republish' }, 20);
    expect(upload(back, 9, {}, 21).visible).toBe(true);
  });

  test('does nothing to an article that is published', () => {
    expect(act(published, { op: 'republish' }, at(minute(10)))).toEqual({ stands: true });
  });

  test('cannot bring back what a delete withdrew', () => {
    const withdrawn = withdraw(published, minute(5), at(minute(5))).after;
    expect(act(withdrawn, { op: 'republish' }, at(minute(10)))).toEqual({ refused: 'article-without-upload' });
  });

  test('shows nothing that is under embargo', () => {
    const scheduled = done(upload(undefined, 0, { embargoed: minute(30) }), { op: 'unpublish' }, 10);
    expect(done(scheduled, { op: 'republish' }, 20)).toMatchObject({ visible: false, dues: [{ op: 'release' }] });
  });
});

describe('correct', () => {
  const corrected = done(published, { op: 'correct', correctionNote: 'The bridge is in Example Town.' }, 10);

  test('tells readers what was wrong, and when', () => {
    expect(corrected).toMatchObject({
      visible: true,
      lastOp: 'correct',
      correctionNote: 'The bridge is in Example Town.',
      updatedAt: minute(10),
      version: published.version,
    });
  });

  test('stays through uploads that say nothing new of it', () => {
    expect(upload(corrected, 11)).toMatchObject({ lastOp: 'update', correctionNote: corrected.correctionNote });
    const noted = done(
      upload(undefined, 0, { correctionNote: 'First.' }),
      { op: 'correct', correctionNote: 'Second.' },
      1,
    );
    expect(upload(noted, 2, { correctionNote: 'First.' })).toMatchObject({
      lastOp: 'update',
      correctionNote: 'Second.',
    });
  });

  test('gives way to a note that a document brings', () => {
    const after = upload(corrected, 11, { correctionNote: 'The source says so too.' });
    expect(after).toMatchObject({ lastOp: 'correct', correctionNote: 'The source says so too.' });
    expect(upload(after, 12).correctionNote).toBeUndefined();
  });

  test('again with the same words is no change', () => {
    const order = { op: 'correct', correctionNote: 'The bridge is in Example Town.' } as const;
    expect(act(corrected, order, at(minute(11)))).toEqual({ stands: true });
  });

  test.each([
    ['what is unpublished', unpublished, 'article-unpublished'],
    ['what was never published', upload(undefined, 0, { embargoed: minute(30) }), 'article-not-published'],
  ])('cannot be done to %s', (_, article, refused) => {
    expect(act(article, { op: 'correct', correctionNote: 'x' }, at(minute(10)))).toEqual({ refused });
  });
});

describe('kill and takedown', () => {
  test('take the article away and say why', () => {
    expect(killed).toMatchObject({
      visible: false,
      feeds: [],
      dues: [],
      pubStatus: 'canceled',
      lastOp: 'kill',
      goneReason: 'It never happened.',
    });
  });

  test('are final: the same again stands, all else is refused', () => {
    expect(act(killed, { op: 'kill', reason: 'Another.' }, at(minute(11)))).toEqual({ stands: true });
    for (const op of ['correct', 'unpublish', 'republish', 'takedown'] as const) {
      expect(act(killed, { op, correctionNote: 'x' }, at(minute(11)))).toEqual({ refused: 'article-final' });
    }
  });

  test('may be done to what is unpublished', () => {
    expect(done(unpublished, { op: 'takedown' }, 20)).toMatchObject({ lastOp: 'takedown', pubStatus: 'canceled' });
  });
});
