import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ingest } from '../../../functions/ingest-article/ingest.ts';
import { noteImages } from '../../../functions/ingest-article/note-images.ts';
import type { Article } from '../../../shared/article/article.ts';
import { type ArticleImages, readArticleImages } from '../../../shared/article/article-images.ts';
import type { Image } from '../../../shared/article/image.ts';
import { type ImagesDocument, imagesDocumentKey, notedImagesOf } from '../../../shared/article/noted-images.ts';
import { FakeBucket, FakeNewsroom, parseFields } from './fake-newsroom.ts';

const KEY = 'world/treaty.txt';

const imageOf = (name: string, letter: string): Image => {
  const file = (name: string, width: number) => ({
    name,
    type: 'image/webp' as const,
    width,
    height: 300,
    bytes: width,
  });
  const original = { name: 'original.jpg', type: 'image/jpeg' as const, width: 4000, height: 3000, bytes: 90_000 };
  const renditions = [file('480.webp', 480), file('960.webp', 960), file('1600.webp', 1600), original];
  const whole = { assetId: letter.repeat(16), type: 'image/jpeg' as const, width: 4000, height: 3000, renditions };
  return { schemaVersion: 1, key: `world/treaty/${name}`, versionId: 'v', ...whole, alt: `Picture ${letter}` };
};

const settled = { articleOf: (newsroom: FakeNewsroom): Article | undefined => [...newsroom.articles.values()][0] };

async function newsroomWith(fields = {}) {
  const newsroom = new FakeNewsroom();
  const bucket = new FakeBucket(newsroom);
  const deps = newsroom.deps(parseFields);
  await ingest(bucket.put(KEY, JSON.stringify(fields)), deps);
  const article = settled.articleOf(newsroom);
  if (!article) throw new Error('the upload made no article');
  const put = (name: string, letter: string) => newsroom.images.set(`world/treaty/${name}`, imageOf(name, letter));
  return { newsroom, bucket, deps, id: article.id, put, now: () => newsroom.articles.get(article.id) };
}

/** What the article's page shows now. */
async function shownOf(newsroom: FakeNewsroom, article: Article): Promise<ArticleImages | undefined> {
  return await readArticleImages(article.source.key, newsroom.document(article.id, article.version), newsroom);
}

describe('the note that an article takes of its images', () => {
  it('has the lead image, and the document that has them all', async () => {
    const { newsroom, deps, id, put, now } = await newsroomWith();
    put('a.jpg', 'a');
    put('b.jpg', 'b');
    expect(await noteImages({ type: 'note-images', articleId: id }, deps)).toBe('noted');
    const images = now()?.images;
    expect(images?.lead).toEqual({
      assetId: 'a'.repeat(16),
      name: '1600.webp',
      type: 'image/webp',
      bytes: 1600,
      width: 1600,
      height: 300,
      narrower: [480, 960],
      alt: 'Picture a',
    });
    const json: ImagesDocument = JSON.parse(newsroom.contents.get(imagesDocumentKey(id, images?.id ?? '')) ?? '');
    expect(json.images.all).toHaveLength(2);
  });

  it('changes neither what readers were told nor when, and the feeds in the same transaction', async () => {
    const { newsroom, deps, id, put, now } = await newsroomWith();
    const before = now();
    put('a.jpg', 'a');
    await noteImages({ type: 'note-images', articleId: id }, deps);
    const { images, guard, ...after } = now() ?? {};
    const { images: none, guard: old, ...same } = before ?? {};
    expect([after, none]).toEqual([same, undefined]);
    expect(guard).toBe((old ?? 0) + 1);
    expect(images).toBeDefined();
    expect([...(newsroom.entries.get('all')?.keys() ?? [])]).toEqual([id]);
  });

  it('is written once, and not of what nobody sees', async () => {
    const { newsroom, bucket, deps, id, put, now } = await newsroomWith();
    put('a.jpg', 'a');
    const ask = () => noteImages({ type: 'note-images', articleId: id }, deps);
    expect([await ask(), await ask()]).toEqual(['noted', 'unchanged']);
    await ingest(bucket.remove(KEY), deps);
    newsroom.images.clear();
    expect(await ask()).toBe('ignored');
    expect(now()?.images).toBeDefined();
    expect(await noteImages({ type: 'note-images', articleId: 'x'.repeat(16) }, deps)).toBe('ignored');
  });

  it('leaves what has expired to the clock', async () => {
    const { newsroom, deps, id, put, now } = await newsroomWith({ expires: '2026-06-01T13:00:00.000Z' });
    put('a.jpg', 'a');
    newsroom.now = new Date('2026-06-01T14:00:00Z');
    expect(await noteImages({ type: 'note-images', articleId: id }, deps)).toBe('ignored');
    expect(now()?.visible).toBe(true);
  });

  it('decides again when an upload comes first', async () => {
    const { newsroom, bucket, deps, id, put, now } = await newsroomWith();
    put('a.jpg', 'a');
    newsroom.beforeCommit = async () => {
      newsroom.beforeCommit = () => Promise.resolve();
      await ingest(bucket.put(KEY, JSON.stringify({ headline: 'Another' })), deps);
    };
    expect(await noteImages({ type: 'note-images', articleId: id }, deps)).toBe('noted');
    expect(now()).toMatchObject({ headline: 'Another', version: 2, images: { lead: { assetId: 'a'.repeat(16) } } });
  });

  it('is of none again when the last of them has gone, and stays with a new content', async () => {
    const { newsroom, bucket, deps, id, put, now } = await newsroomWith();
    put('a.jpg', 'a');
    await noteImages({ type: 'note-images', articleId: id }, deps);
    await ingest(bucket.put(KEY, JSON.stringify({ headline: 'Another' })), deps);
    expect(now()?.images).toBeDefined();
    newsroom.images.clear();
    expect(await noteImages({ type: 'note-images', articleId: id }, deps)).toBe('noted');
    expect(now()).not.toHaveProperty('images');
  });
});

type Step = { put: string; letter: string } | { remove: string } | { headline: string };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ put: fc.constantFrom('a.jpg', 'b.jpg'), letter: fc.constantFrom('x', 'y') }),
  fc.record({ remove: fc.constantFrom('a.jpg', 'b.jpg') }),
  fc.record({ headline: fc.constantFrom('One', 'Two') }),
);

describe('images and articles that change while notes are taken', () => {
  it('end with the note of what is shown, and then nobody is asked any more', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.record({ step, after: fc.nat(12) }), { minLength: 1, maxLength: 6 }),
        async (scheduler, steps) => {
          const { newsroom, bucket, deps, id, put, now } = await newsroomWith();
          const pause = () => scheduler.schedule(Promise.resolve());
          newsroom.beforeCommit = async () => {
            await pause();
          };
          let asked = 0;
          /** What a publisher does at each record of the article's item or of its images, and whoever it asks. */
          const look = async (): Promise<void> => {
            const article = now();
            if (!article) return;
            await pause();
            const shown = notedImagesOf(await shownOf(newsroom, article));
            await pause();
            if (shown?.id === article.images?.id) return;
            asked++;
            const ended = await noteImages(
              { type: 'note-images', articleId: id },
              {
                ...deps,
                contents: { ...deps.contents, keepImages: () => pause() },
                standingImages: slow(newsroom, pause),
              },
            );
            // The item's own record.
            if (ended === 'noted') await look();
          };
          const work = steps.map(async ({ step: what, after }) => {
            for (let i = 0; i <= after; i++) await pause();
            if ('put' in what) put(what.put, what.letter);
            else if ('remove' in what) newsroom.images.delete(`world/treaty/${what.remove}`);
            else await ingest(bucket.put(KEY, JSON.stringify(what)), deps);
            await look();
          });
          await scheduler.waitFor(Promise.all(work));

          const article = now();
          if (!article) throw new Error('lost');
          expect(article.images).toEqual(notedImagesOf(await shownOf(newsroom, article)));
          const before = asked;
          await scheduler.waitFor(look());
          expect(asked).toBe(before);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

const slow = (newsroom: FakeNewsroom, pause: () => Promise<unknown>) => ({
  inFolder: async (folder: string) => {
    const images = await newsroom.inFolder(folder);
    await pause();
    return images;
  },
  named: (keys: readonly string[]) => newsroom.named(keys),
});
