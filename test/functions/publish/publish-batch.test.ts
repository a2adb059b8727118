import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it } from 'vitest';
import { type Deps, publishBatch } from '../../../functions/publish/publish-batch.ts';
import type { FeedChanges } from '../../../shared/publisher.ts';
import { recordOf } from './desk.ts';

const FIRST = '2026-10-05T07:00:00.000Z';
const A = 'aaaaaaaaaaaaaaaa';
const B = 'bbbbbbbbbbbbbbbb';

/** A publisher that fails on these outputs, and tells what it was asked for and when it had done it. */
function fakePublisher(failing: string[] = []) {
  const asked: string[] = [];
  const changes: (FeedChanges & { id: string })[] = [];
  const act = async (name: string) => {
    asked.push(name);
    await new Promise((resolve) => setImmediate(resolve));
    if (failing.includes(name)) throw new Error('not now');
    asked.push(`${name} done`);
    return { written: [name], deleted: [], attempts: 1 };
  };
  return {
    asked,
    changes,
    convergePage: (id: string) => act(`page ${id}`),
    convergeFeed: (id: string, { entries, bounds }: FeedChanges) => {
      changes.push({ id, entries, bounds });
      return act(`feed ${id}`);
    },
    convergeSiteFile: (file: string) => act(`file ${file}`),
    wantedBy: (folder: string, name: string) =>
      failing.includes(name) ? Promise.reject(new Error('not now')) : Promise.resolve(folder === 'a' ? [A, B] : []),
  };
}

/** A CDN that remembers what it was told to forget, and on which occasion; out of order as often as it is told. */
function fakeCdn(failures = 0) {
  const forgotten: string[][] = [];
  const occasions: string[] = [];
  const forget = (paths: readonly string[], occasion: string) => {
    if (failures-- > 0) return Promise.reject(new Error('too many invalidations'));
    forgotten.push([...paths]);
    occasions.push(occasion);
    return Promise.resolve();
  };
  return { forgotten, occasions, forget };
}

function fakeLog() {
  const warned: unknown[] = [];
  return { warned, info: () => {}, error: () => {}, warn: (_: unknown, ...more: unknown[]) => warned.push(...more) };
}

/** What was asked of discussions, in its order; they fail as often as they are told. */
function fakeDiscussions(failures = 0) {
  const asked: string[] = [];
  const act = (what: string) => {
    asked.push(what);
    return failures-- > 0 ? Promise.reject(new Error('not now')) : Promise.resolve();
  };
  return {
    asked,
    ask: (id: string) => act(`ask ${id}`),
    remove: (id: string) => act(`remove ${id}`),
    count: (id: string, a: { isVisible: boolean; guard: number }) =>
      act(`${a.isVisible ? 'show' : 'hide'} count of ${id} as of ${a.guard}`),
  };
}

const depsOf = (
  publisher: Deps['publisher'],
  cdn: Deps['cdn'],
  log: Deps['log'],
  discussions: Deps['discussions'] = fakeDiscussions(),
): Deps => ({ publisher, cdn, log, discussions });

const BATCH = {
  Records: [
    recordOf('FEED#all', `x#${A}`, '100'),
    recordOf(`ARTICLE#${A}`, 'ARTICLE', '101'),
    recordOf('FEED#section/news', `x#${A}`, '102'),
    recordOf('FEED#all', `x#${B}`, '103'),
    recordOf(`ARTICLE#${B}`, 'ARTICLE', '104'),
    recordOf('FEED#section/news', `x#${B}`, '105'),
  ],
};

describe('a batch of the editorial stream', () => {
  it('does each page and feed once, pages first', async () => {
    const publisher = fakePublisher();
    expect(await publishBatch(BATCH, depsOf(publisher, fakeCdn(), fakeLog()))).toEqual({ batchItemFailures: [] });
    expect(publisher.asked.filter((a) => !a.endsWith('done')).sort()).toEqual([
      'feed all',
      'feed section/news',
      `page ${A}`,
      `page ${B}`,
    ]);
    const pagesDone = Math.max(publisher.asked.indexOf(`page ${A} done`), publisher.asked.indexOf(`page ${B} done`));
    expect(publisher.asked.indexOf('feed all')).toBeGreaterThan(pagesDone);
  });

  it('resumes at the first record that touched what failed, having done all the rest', async () => {
    const publisher = fakePublisher(['feed section/news', `page ${B}`]);
    const answer = await publishBatch(BATCH, depsOf(publisher, fakeCdn(), fakeLog()));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '102' }] });
    expect(publisher.asked).toContain('feed all done');
    expect(publisher.asked).toContain(`page ${A} done`);
  });

  it('passes over records of unknown shape, and says so', async () => {
    const log = fakeLog();
    const publisher = fakePublisher();
    const strange = [
      {},
      null,
      'text',
      { dynamodb: { SequenceNumber: '7', Keys: { id: { N: '1' } } } },
      recordOf('SOMETHING', 'ELSE', '8'),
      recordOf('ARTICLE#../../x', 'ARTICLE', '9'),
      recordOf(`ARTICLE#${A}`, 'VERSION#000001', '10'),
      recordOf('FEED#', 'x', '11'),
    ];
    const answer = await publishBatch(
      { Records: [...strange, recordOf(`ARTICLE#${A}`, 'ARTICLE', '12')] },
      depsOf(publisher, fakeCdn(), log),
    );
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(log.warned).toHaveLength(strange.length);
    expect(publisher.asked).toEqual([`page ${A}`, `page ${A} done`]);
  });

  it('tells a feed which of its entries have changed, and which bounds were added', async () => {
    const publisher = fakePublisher();
    const records = [
      recordOf('FEED#all', `${FIRST}#${A}`, '1'),
      recordOf('ARCHIVE#all', '2026-10-01T00:00:00.000Z', '2'),
      recordOf('FEED#all', `${FIRST}#${B}`, '3'),
      recordOf('ARCHIVE#tag/x', FIRST, '4'),
    ];
    await publishBatch({ Records: records }, depsOf(publisher, fakeCdn(), fakeLog()));
    expect(publisher.changes).toEqual([
      { id: 'all', entries: [`${FIRST}#${A}`, `${FIRST}#${B}`], bounds: ['2026-10-01T00:00:00.000Z'] },
      { id: 'tag/x', entries: [], bounds: [FIRST] },
    ]);
    // For the bound of the feed of all; that of a tag has no sitemaps.
    expect(publisher.asked.filter((a) => a.startsWith('file') && !a.endsWith('done'))).toEqual(['file sitemap.xml']);
  });

  it('takes a note of when an archive changed for the index of sitemaps alone', async () => {
    const publisher = fakePublisher();
    const noted = (feedId: string) => {
      const record = recordOf(`ARCHIVE#${feedId}`, FIRST, '1');
      return { ...record, dynamodb: { ...record.dynamodb, OldImage: marshall({ schemaVersion: 1 }) } };
    };
    await publishBatch({ Records: [noted('all')] }, depsOf(publisher, fakeCdn(), fakeLog()));
    expect(publisher.asked.filter((a) => !a.endsWith('done'))).toEqual(['file sitemap.xml']);
  });

  it('lists a feed that is new, and makes all files of a site that begins', async () => {
    const publisher = fakePublisher();
    const asked = async (feedId: string) => {
      publisher.asked.length = 0;
      await publishBatch({ Records: [recordOf('FEEDS', feedId, '1')] }, depsOf(publisher, fakeCdn(), fakeLog()));
      return publisher.asked.filter((a) => !a.endsWith('done')).sort();
    };
    expect(await asked('tag/x')).toEqual(['file feeds.opml']);
    expect(await asked('all')).toEqual(
      ['feeds.opml', 'robots.txt', 'sitemap.xml', 'sitemaps/news.xml'].map((f) => `file ${f}`),
    );
  });

  it('refuses what is no stream event at all', async () => {
    await expect(publishBatch({}, depsOf(fakePublisher(), fakeCdn(), fakeLog()))).rejects.toThrow();
  });
});

describe('what is withdrawn', () => {
  const image = (id: string, visible: boolean, lastOp: string) =>
    marshall({
      id,
      visible,
      lastOp,
      section: 'news',
      slug: 'a-story',
      publishedAt: FIRST,
      feeds: visible ? ['all', 'section/news'] : [],
    });
  const changed = (id: string, sequenceNumber: string, lastOp: string, before = true, after = false) => {
    const record = recordOf(`ARTICLE#${id}`, 'ARTICLE', sequenceNumber);
    const images = { OldImage: image(id, before, 'publish'), NewImage: image(id, after, lastOp) };
    return { ...record, dynamodb: { ...record.dynamodb, ...images } };
  };
  const page = (id: string) => [
    `/pages/${id}.html`,
    `/news/a-story-${id}.html`,
    `/media/${id}/*`,
    `/comments/${id}.json`,
    `/feeds/comments/${id}/*`,
  ];
  const files = (feed: string) =>
    ['rss.xml', 'atom.xml', 'feed.json', 'index.html'].map((name) => `/feeds/${feed}/${name}`);

  it('is forgotten by the CDN once it is gone: the page, by both its names', async () => {
    const [publisher, cdn] = [fakePublisher(), fakeCdn()];
    await publishBatch({ Records: [changed(A, '100', 'unpublish')] }, depsOf(publisher, cdn, fakeLog()));
    expect(cdn.forgotten).toEqual([page(A)]);
    expect(publisher.asked).toContain('file sitemaps/news.xml done');
  });

  it.each(['kill', 'takedown'])(
    'by a %s: its feeds too, made right first, though their records are elsewhere',
    async (op) => {
      const [publisher, cdn] = [fakePublisher(), fakeCdn()];
      await publishBatch({ Records: [changed(A, '100', op)] }, depsOf(publisher, cdn, fakeLog()));
      expect(cdn.forgotten).toEqual([
        [
          ...page(A),
          ...files('all'),
          '/sitemaps/latest.xml',
          '/sitemaps/news.xml',
          ...files('section/news'),
          '/feeds/changes/atom.xml',
          '/archives/*',
          '/sitemaps/*',
        ],
      ]);
      const done = ['feed section/news done', 'feed changes done', 'file sitemaps/news.xml done'];
      expect(publisher.asked).toEqual(expect.arrayContaining(done));
      expect(publisher.changes).toContainEqual({ id: 'section/news', entries: [`${FIRST}#${A}`], bounds: [] });
    },
  );

  it.each([
    ['an update', changed(A, '100', 'update', true, true)],
    ['a publication', changed(A, '100', 'publish', false, true)],
    ['a kill of what nobody could see', changed(A, '100', 'kill', false, false)],
  ])('and nothing else: not %s', async (_, record) => {
    const cdn = fakeCdn();
    await publishBatch({ Records: [record] }, depsOf(fakePublisher(), cdn, fakeLog()));
    expect(cdn.forgotten).toEqual([]);
  });

  it('waits for its page: a batch that comes again is forgotten then', async () => {
    const cdn = fakeCdn();
    const batch = { Records: [changed(A, '100', 'kill'), changed(B, '101', 'kill')] };
    const answer = await publishBatch(batch, depsOf(fakePublisher([`page ${B}`]), cdn, fakeLog()));
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: '101' }]);
    expect(cdn.forgotten.flat()).toContain(`/pages/${A}.html`);
    expect(cdn.forgotten.flat()).not.toContain(`/pages/${B}.html`);
  });

  it('is not acknowledged before the CDN was told, and the same batch again is the same occasion', async () => {
    const cdn = fakeCdn(1);
    const batch = { Records: [recordOf('FEED#all', `x#${B}`, '99'), changed(A, '100', 'kill')] };
    const answer = await publishBatch(batch, depsOf(fakePublisher(), cdn, fakeLog()));
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: '100' }]);
    for (let i = 0; i < 2; i++) await publishBatch(batch, depsOf(fakePublisher(), cdn, fakeLog()));
    expect(cdn.occasions).toEqual(['100', '100']);
    expect(cdn.forgotten[1]).toEqual(cdn.forgotten[0]);
  });
});

describe('an image', () => {
  const record = (sequenceNumber: string, before?: string, after?: string, sk = 'IMAGE#photo.jpg', folder = 'a') => {
    const changed = recordOf(`IMAGES#${folder}`, sk, sequenceNumber);
    const images = {
      ...(before && { OldImage: marshall({ assetId: before }) }),
      ...(after && { NewImage: marshall({ assetId: after }) }),
    };
    return { ...changed, dynamodb: { ...changed.dynamodb, ...images } };
  };

  it('that comes means the pages of the articles that want it, and nothing for the CDN to forget', async () => {
    const [publisher, cdn, log] = [fakePublisher(), fakeCdn(), fakeLog()];
    const records = [record('100', undefined, 'x'), record('101', undefined, undefined, `WANTED#${A}`)];
    expect(await publishBatch({ Records: records }, depsOf(publisher, cdn, log))).toEqual({ batchItemFailures: [] });
    expect(publisher.asked.filter((a) => !a.endsWith('done'))).toEqual([`page ${A}`, `page ${B}`]);
    expect([cdn.forgotten, log.warned]).toEqual([[], []]);
  });

  it.each([
    ['goes', undefined],
    ['is another one now', 'y'],
  ])('that %s is forgotten by the CDN', async (_, after) => {
    const cdn = fakeCdn();
    await publishBatch({ Records: [record('100', 'x', after)] }, depsOf(fakePublisher(), cdn, fakeLog()));
    expect(cdn.forgotten).toEqual([[`/media/${A}/*`, `/media/${B}/*`]]);
  });

  it('whose words alone have changed is not, nor one that nobody wants', async () => {
    const cdn = fakeCdn();
    const records = [record('100', 'x', 'x'), record('101', 'x', undefined, 'IMAGE#photo.jpg', 'b')];
    await publishBatch({ Records: records }, depsOf(fakePublisher(), cdn, fakeLog()));
    expect(cdn.forgotten).toEqual([]);
  });

  it.each([['photo.jpg'], [`page ${B}`]])('comes again when %s fails', async (failing) => {
    const records = [recordOf('FEED#all', `x#${B}`, '99'), record('100', 'x')];
    const cdn = fakeCdn();
    const answer = await publishBatch({ Records: records }, depsOf(fakePublisher([failing]), cdn, fakeLog()));
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: '100' }]);
    expect(cdn.forgotten).toEqual([]);
  });
});

describe('the discussion of an article', () => {
  const image = (changes: object = {}) =>
    marshall({
      visible: true,
      headline: 'One',
      slug: 'one',
      section: 'news',
      language: 'en',
      version: 1,
      guard: 1,
      ...changes,
    });
  const hidden = image({ visible: false, guard: 2 });
  const withdrawn = image({ visible: false, guard: 2, publishedAt: '2026-11-24T07:00:00.000Z' });
  const hide = `hide count of ${A} as of 2`;
  const changed = (sequenceNumber: string, OldImage?: object, NewImage?: object, id = A) => {
    const record = recordOf(`ARTICLE#${id}`, 'ARTICLE', sequenceNumber);
    return { ...record, dynamodb: { ...record.dynamodb, OldImage, NewImage } };
  };
  const follow = async (Records: object[], failures = 0) => {
    const discussions = fakeDiscussions(failures);
    const answer = await publishBatch({ Records }, depsOf(fakePublisher(), fakeCdn(), fakeLog(), discussions));
    return { asked: discussions.asked, answer };
  };

  it.each<[string, object | undefined, object | undefined, string[]]>([
    ['comes with the article', undefined, image(), [`ask ${A}`]],
    ['comes with its release', hidden, image(), [`ask ${A}`]],
    ['comes back with it', withdrawn, image({ guard: 3 }), [`ask ${A}`, `show count of ${A} as of 3`]],
    ['goes with it', image(), hidden, [`remove ${A}`, hide]],
    ['has its headline', image(), image({ headline: 'Two' }), [`ask ${A}`]],
    ['has its URL', image(), image({ slug: 'two' }), [`ask ${A}`]],
    ['has nothing to do with its text', image(), image({ version: 2 }), []],
    ['is not there before it', undefined, hidden, []],
  ])('%s', async (_, before, after, expected) => {
    expect((await follow([changed('1', before, after)])).asked).toEqual(expected);
  });

  it('follows the last record of a batch', async () => {
    expect((await follow([changed('1', hidden, image()), changed('2', image(), hidden)])).asked).toEqual([
      `remove ${A}`,
      hide,
    ]);
    const back = [changed('1', image(), withdrawn), changed('2', withdrawn, image({ guard: 3 }))];
    const renamed = changed('3', image({ guard: 3 }), image({ guard: 4, headline: 'Two' }));
    expect((await follow([...back, renamed])).asked).toEqual([`ask ${A}`, `show count of ${A} as of 3`]);
  });

  it('is asked for again, from its first record on, when that failed', async () => {
    const records = [
      changed('1', image(), image()),
      changed('2', undefined, image(), B),
      changed('3', hidden, image(), B),
    ];
    expect((await follow(records, 1)).answer).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
  });
});
