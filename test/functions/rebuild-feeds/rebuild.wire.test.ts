import { describe, expect, it } from 'vitest';
import { convergeDiscussion } from '../../../shared/comment/discussion-target.ts';
import { SITE_FILES } from '../../../shared/site-files.ts';
import { Desk } from '../publish/desk.ts';
import { rebuildOf } from './rebuild-of.ts';

const IDS = ['aaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbb', 'cccccccccccccccc', 'dddddddddddddddd'];
/** Those that the site links to before they have had an article: `world-news` has none. */
const LINKED = ['all', 'changes', 'section/news', 'section/world-news'];
/** And those of the articles' tags, authors and language. */
const FEEDS = [
  ...LINKED,
  ...['author/ada-moreau', 'author/linh-tran', 'language/en', 'tag/harbour', 'tag/roads-and-rail'],
].sort();

async function publishedDesk(): Promise<Desk> {
  const desk = await Desk.open();
  for (const [i, id] of IDS.entries()) await desk.publish(id, {}, `2026-11-20T07:00:0${i}.000Z`);
  const publisher = desk.publisher();
  for (const id of IDS) await publisher.convergePage(id);
  for (const feed of FEEDS) await publisher.convergeFeed(feed);
  for (const file of SITE_FILES) await publisher.convergeSiteFile(file);
  for (const id of IDS) await convergeDiscussion(id, desk.stores());
  return desk;
}

describe('a rebuild', () => {
  it('of unchanged feeds takes a listing and two queries a feed: no PUT, no HEAD', async () => {
    const desk = await publishedDesk();
    const answer = await rebuildOf(desk);
    expect(answer).toMatchObject({
      done: true,
      feeds: { checked: FEEDS.length + SITE_FILES.length, written: [], deleted: [], failed: [] },
      pages: { checked: 0, written: [], deleted: [], failed: [] },
      discussions: { checked: 0, written: [], deleted: [], failed: [] },
    });
    expect(desk.recorder.summary()).toEqual({
      // Of the feeds on either side of those of comments, and of each place where files of the site are.
      's3:ListObjectsV2': 5,
      // Entries and bounds, but of the changes entries alone; and the registry, and the news.
      'dynamodb:Query': 2 * FEEDS.length - 1 + 2,
      // What a feed is called that the registry does not have yet.
      'dynamodb:GetItem': 1,
    });
  });

  it('repairs what is missing or wrong, to the byte, and removes what is left over', async () => {
    const desk = await publishedDesk();
    const before = await desk.published();
    const lost = ['feeds/all/rss.xml', 'robots.txt', 'sitemap.xml', 'sitemaps/latest.xml'];
    for (const key of lost) await desk.objects.delete(key);
    const spoilt = ['feeds.opml', 'feeds/section/news/feed.json', 'sitemaps/news.xml'];
    for (const key of spoilt) await spoil(desk, key);
    await put(desk, 'feeds/section/gone/rss.xml');
    await put(desk, 'feeds/comments/eeeeeeeeeeeeeeee/rss.xml');
    const { feeds } = await rebuildOf(desk);
    expect(feeds.written.sort()).toEqual([...lost, ...spoilt].sort());
    expect(feeds.deleted).toEqual(['feeds/section/gone/rss.xml']);
    const after = await desk.published();
    expect(after.get('feeds/comments/eeeeeeeeeeeeeeee/rss.xml'), 'comment feeds are not ours').toBe('x');
    after.delete('feeds/comments/eeeeeeeeeeeeeeee/rss.xml');
    expect(after).toEqual(before);
  });

  it('makes the empty feeds that the site links to, on the first day', async () => {
    const desk = await Desk.open();
    const { feeds } = await rebuildOf(desk);
    // All four files of each, but one of the changes, and the sitemap of the newest; and the files of the site.
    expect(feeds.written).toHaveLength(LINKED.length * 4 - 3 + 1 + SITE_FILES.length);
    expect((await desk.published()).get('feeds/all/index.html')).toContain('Nothing has been published here yet.');
  });

  it('leaves pages alone unless it is full', async () => {
    const desk = await publishedDesk();
    await desk.objects.delete(`pages/${IDS[0]}.html`);
    await rebuildOf(desk);
    expect((await desk.published()).has(`pages/${IDS[0]}.html`)).toBe(false);
  });

  it('when full, makes all pages right and removes those that should not be there', async () => {
    const desk = await publishedDesk();
    const before = await desk.published();
    await desk.objects.delete(`pages/${IDS[0]}.html`);
    await spoil(desk, `pages/${IDS[1]}.html`);
    await put(desk, 'pages/eeeeeeeeeeeeeeee.html');
    await put(desk, 'pages/junk.txt');
    await desk.withdraw('dddddddddddddddd');
    const { done, pages } = await rebuildOf(desk, { full: true });
    expect(done).toBe(true);
    expect(pages.written.sort()).toEqual([`pages/${IDS[0]}.html`, `pages/${IDS[1]}.html`]);
    expect(pages.deleted.sort()).toEqual([
      'pages/dddddddddddddddd.html',
      'pages/eeeeeeeeeeeeeeee.html',
      'pages/junk.txt',
    ]);
    const after = await desk.published();
    for (const id of IDS.slice(0, 3)) expect(after.get(`pages/${id}.html`)).toBe(before.get(`pages/${id}.html`));
    expect([...after.keys()].filter((key) => key.startsWith('pages/'))).toHaveLength(3);
  });

  it('goes on where it stopped, and ends in the same', async () => {
    const desk = await publishedDesk();
    const before = await desk.published();
    for await (const { key } of desk.objects.list('')) await desk.objects.delete(key);
    await put(desk, 'pages/eeeeeeeeeeeeeeee.html');
    let answer = await rebuildOf(desk, { full: true }, () => true);
    let calls = 1;
    for (; !answer.done && calls < 40; calls++) {
      const { cursor } = answer;
      answer = await rebuildOf(desk, { full: true, ...(cursor && { cursor }) }, () => true);
    }
    // One feed or article a call, and the next stage at once where a stage has come to its end.
    expect(calls).toBeGreaterThan(5);
    expect(await desk.published()).toEqual(before);
  });

  it('does not let one broken feed keep the others from being repaired', async () => {
    const desk = await publishedDesk();
    await desk.table.transact([{ put: { pk: 'FEED#section/news', sk: 'zzz', schemaVersion: 1, id: 'broken' } }]);
    for (const feed of ['all', 'section/news', 'section/world-news'])
      await desk.objects.delete(`feeds/${feed}/rss.xml`);
    const { feeds } = await rebuildOf(desk);
    expect(feeds.failed).toEqual(['section/news']);
    expect(feeds.written.sort()).toEqual(['feeds/all/rss.xml', 'feeds/section/world-news/rss.xml']);
  });

  it('removes copies of images that nothing shows, and brings back those that are lost, if it is full', async () => {
    const desk = await publishedDesk();
    const [id = ''] = IDS;
    await desk.putImage(`${id}/photo.jpg`, 'oneoneoneoneoneo');
    await desk.publisher().convergePage(id);
    const right = await desk.published();
    await desk.objects.delete(`media/${id}/oneoneoneoneoneo-original.jpg`);
    await put(desk, `media/${id}/twotwotwotwotwot-original.jpg`);
    await put(desk, 'media/zzzzzzzzzzzzzzzz/twotwotwotwotwot-original.jpg');
    await desk.publish('zzzzzzzzzzzzzzzz');
    await desk.withdraw('zzzzzzzzzzzzzzzz');
    await rebuildOf(desk, { full: true });
    expect([...(await desk.published()).keys()]).toEqual([...right.keys()]);
  });

  it('makes a copy of an image again that somebody wrote over, and says so, if it is full', async () => {
    const desk = await publishedDesk();
    const [id = ''] = IDS;
    await desk.putImage(`${id}/photo.jpg`, 'oneoneoneoneoneo');
    await desk.publisher().convergePage(id);
    const right = await desk.published();
    const key = `media/${id}/oneoneoneoneoneo-original.jpg`;
    await desk.objects.delete(key);
    await put(desk, key);
    expect((await desk.published()).get(key)).not.toBe(right.get(key));
    expect((await rebuildOf(desk, { full: true })).pages.written).toEqual([key]);
    expect(await desk.published()).toEqual(right);
    expect((await rebuildOf(desk, { full: true })).pages.written).toEqual([]);
  });

  it('of the news alone moves them on with the clock', async () => {
    const desk = await publishedDesk();
    const news = async () => (await desk.published()).get('sitemaps/news.xml') ?? '';
    expect(await news()).toContain('<news:title>Harbour bridge reopens</news:title>');
    await rebuildOf(desk, { only: 'news' });
    expect(desk.recorder.summary()).toEqual({ 's3:HeadObject': 1, 'dynamodb:Query': 1 });
    desk.now = '2026-11-22T07:00:01.500Z';
    const { feeds } = await rebuildOf(desk, { only: 'news' });
    expect(feeds.written).toEqual(['sitemaps/news.xml']);
    expect((await news()).match(/<news:news>/g)).toHaveLength(2);
    desk.now = '2026-12-01T00:00:00.000Z';
    await rebuildOf(desk, { only: 'news' });
    expect(await news()).toContain('<url><loc>https://news.example/</loc></url>');
  });

  it('refuses a cursor that is none', async () => {
    await expect(rebuildOf(await Desk.open(), { cursor: 'elsewhere:x' })).rejects.toThrow('cursor');
  });
});

const put = (desk: Desk, key: string) =>
  desk.objects.put({ key, body: 'x', contentType: 'text/plain', cacheControl: 'no-store' }, undefined);

async function spoil(desk: Desk, key: string): Promise<void> {
  await desk.objects.delete(key);
  await put(desk, key);
}
