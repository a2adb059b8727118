import { describe, expect, it } from 'vitest';
import type { NamedImage } from '../../../shared/article/document.ts';
import { placeholderOf } from '../../../shared/article/image-placeholder.ts';
import { SITE } from '../../shared/feed/fixtures.ts';
import { Desk } from './desk.ts';

const ID = 'aaaaaaaaaaaaaaaa';
const OTHER = 'bbbbbbbbbbbbbbbb';
const [ONE, TWO] = ['oneoneoneoneoneo', 'twotwotwotwotwot'];
/** The folder of an article of the desk is its id: its upload is `{id}.txt`. */
const OWN = `${ID}/photo.jpg`;
const media = (assetId: string, article = ID) => `media/${article}/${assetId}-original.jpg`;

const mediaIn = (published: Map<string, string>) => [...published.keys()].filter((key) => key.startsWith('media/'));

async function published(desk: Desk, id = ID) {
  const all = await desk.published();
  return { page: all.get(`pages/${id}.html`) ?? '', media: mediaIn(all), all };
}

describe('images of an article, over the wire', () => {
  it('come with it or after it, are replaced, and go', async () => {
    const desk = await Desk.open();
    const publisher = desk.publisher();
    await desk.publish(ID);
    await publisher.convergePage(ID);
    expect((await published(desk)).page).not.toContain('<img');

    await desk.putImage(OWN, ONE, { alt: 'A "harbour"', credit: 'Ann Example' });
    expect(await publisher.wantedBy(ID, 'photo.jpg')).toEqual([ID]);
    await publisher.convergePage(ID);
    const first = await published(desk);
    expect(first.page).toContain(`src="/${media(ONE)}"`);
    expect(first.page).toContain('alt="A &quot;harbour&quot;"');
    expect(first.all.get(media(ONE))).toBe(`jpeg of ${ONE}`);

    await desk.putImage(OWN, TWO);
    const { deleted } = await publisher.convergePage(ID);
    expect(deleted).toEqual([media(ONE)]);
    expect(await published(desk)).toMatchObject({ media: [media(TWO)], page: expect.stringContaining(media(TWO)) });

    await desk.removeImage(OWN);
    await publisher.convergePage(ID);
    const last = await published(desk);
    expect([last.page.includes('<img'), last.media]).toEqual([false, []]);
  });

  it('go with their article, and what another one shows stays', async () => {
    const desk = await Desk.open();
    const publisher = desk.publisher();
    for (const id of [ID, OTHER]) {
      await desk.publish(id);
      await desk.putImage(`${id}/photo.jpg`, ONE);
      await publisher.convergePage(id);
    }
    expect((await published(desk)).media).toEqual([media(ONE), media(ONE, OTHER)]);
    await desk.withdraw(ID);
    // Another process than that which published.
    await desk.publisher().convergePage(ID);
    expect((await published(desk)).media).toEqual([media(ONE, OTHER)]);
  });

  it('that a document names are found in other folders, by their names alone', async () => {
    const desk = await Desk.open();
    const images: NamedImage[] = [
      {
        src: '../shared/photo.jpg',
        keys: [`${ID}/shared/photo.jpg`, 'shared/photo.jpg'],
        place: 'body',
        caption: 'Its own',
      },
      { src: 'missing.jpg', keys: [`${ID}/missing.jpg`], place: 'body' },
    ];
    const bodyHtml = `<p>Text.</p><p><img src="${placeholderOf(0)}" /></p><figure><img src="${placeholderOf(1)}" /><figcaption>Missing</figcaption></figure>`;
    await desk.publish(ID, { images, bodyHtml });
    await desk.putImage('shared/photo.jpg', ONE, { caption: 'The upload’s', credit: 'Ann Example' });
    await desk.putImage('shared/other.jpg', TWO);
    const publisher = desk.publisher();
    expect(await publisher.wantedBy('shared', 'photo.jpg')).toEqual([ID]);
    expect(await publisher.wantedBy('shared', 'other.jpg')).toEqual([]);
    await publisher.convergePage(ID);
    const { page, media: copies } = await published(desk);
    expect(page).toContain('<figcaption>Its own <small class="credit">Ann Example</small></figcaption>');
    expect(page).not.toMatch(/Missing|image\.invalid/);
    expect(copies).toEqual([media(ONE)]);

    await desk.publish(ID, { bodyHtml: '<p>Text.</p>' });
    expect(await publisher.wantedBy('shared', 'photo.jpg')).toEqual([]);
    await publisher.convergePage(ID);
    expect((await published(desk)).media).toEqual([]);
  });

  it('are to be noted while the article’s note is another one, and after they can be had', async () => {
    const desk = await Desk.open();
    const publisher = desk.publisher();
    await desk.publish(ID);
    await publisher.convergePage(ID);
    expect(desk.asked).toEqual([]);
    await desk.putImage(OWN, ONE);
    await publisher.convergePage(ID);
    // A process that has nothing to write asks as well: the first may have died before it could.
    await desk.publisher().convergePage(ID);
    expect(desk.asked).toEqual([ID, ID]);
    await desk.noteImages(ID);
    await publisher.convergePage(ID);
    expect(desk.asked).toEqual([ID, ID]);
    const feed = async () => (await desk.published()).get('feeds/all/rss.xml') ?? '';
    await publisher.convergeFeed('all');
    expect(await feed()).toContain(`<enclosure url="${SITE.url}/${media(ONE)}" length="24" type="image/jpeg"/>`);
    await desk.removeImage(OWN);
    await publisher.convergePage(ID);
    await desk.noteImages(ID);
    await publisher.convergeFeed('all');
    expect([desk.asked.length, await feed()]).toEqual([3, expect.not.stringContaining('enclosure')]);
  });

  it('cost a LIST and a copy for each file, once', async () => {
    const desk = await Desk.open();
    await desk.publish(ID);
    await desk.putImage(OWN, ONE);
    const publisher = desk.publisher(true);
    desk.recorder.reset();
    await publisher.convergePage(ID);
    expect(desk.recorder.summary()).toEqual({
      's3:HeadObject': 1,
      'dynamodb:GetItem': 2,
      'dynamodb:Query': 2,
      's3:GetObject': 1,
      's3:ListObjectsV2': 1,
      's3:CopyObject': 1,
      // The page, and once a process the script that it names.
      's3:PutObject': 2,
    });
    desk.recorder.reset();
    await publisher.convergePage(ID);
    expect(desk.recorder.summary()).toEqual({
      's3:HeadObject': 1,
      'dynamodb:GetItem': 1,
      'dynamodb:Query': 1,
      's3:ListObjectsV2': 1,
    });
  });

  it('cost nothing where there are none: no LIST for an update or for what was never seen', async () => {
    const desk = await Desk.open();
    const publisher = desk.publisher(true);
    await desk.publish(ID);
    await publisher.convergePage(ID);
    await desk.publish(ID, { headline: 'Another' });
    await publisher.convergePage(ID);
    await desk.publish(OTHER, { embargoed: '2027-01-01T00:00:00.000Z' });
    await publisher.convergePage(OTHER);
    expect(desk.recorder.summary()).not.toHaveProperty('s3:ListObjectsV2');
    await desk.withdraw(ID);
    await publisher.convergePage(ID);
    expect(desk.recorder.summary()).toHaveProperty('s3:ListObjectsV2', 1);
  });
});
