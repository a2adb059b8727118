import { expect, it } from 'vitest';
import { Desk } from './desk.ts';

const IDS = ['a', 'b', 'c'].map((letter) => letter.repeat(16));

it('a feed of whole texts fetches each document once a version and process, however often and in how many feeds it is rendered', async () => {
  const desk = await Desk.open();
  desk.site = { ...desk.site, feedContent: 'full' };
  for (const [i, id] of IDS.entries()) await desk.publish(id, { bodyHtml: `<p>The text of ${i}.</p>` });
  await desk.putImage(`${IDS[0]}/photo.jpg`, 'oneoneoneoneoneo');
  await desk.noteImages(IDS[0] ?? '');
  const publisher = desk.publisher(true);
  for (const feedId of ['all', 'section/news', 'language/en']) await publisher.convergeFeed(feedId);
  // Three articles, and the images of one.
  expect(desk.recorder.summary()['s3:GetObject']).toBe(4);

  desk.recorder.reset();
  await desk.publish(IDS[1] ?? '', { bodyHtml: '<p>Another text.</p>' });
  await publisher.convergeFeed('all');
  await publisher.convergeFeed('section/news');
  expect(desk.recorder.summary()['s3:GetObject']).toBe(1);

  const published = await desk.published();
  for (const file of ['rss.xml', 'atom.xml', 'feed.json']) {
    const feed = published.get(`feeds/all/${file}`) ?? '';
    for (const text of ['The text of 0.', 'Another text.', 'The text of 2.', '-original.jpg'])
      expect(feed).toContain(text);
  }
});
