import { describe, expect, test } from 'vitest';
import { imageKeysOf } from '../../../../functions/ingest-article/parse/image-keys.ts';
import { documentOf } from './parsing.ts';

describe('a path in world/treaty.md', () => {
  test.each([
    ['photo.jpg', ['world/treaty/photo.jpg', 'world/photo.jpg']],
    ['treaty/photo.jpg', ['world/treaty/treaty/photo.jpg', 'world/treaty/photo.jpg']],
    ['./a/../photo.jpg', ['world/treaty/photo.jpg', 'world/photo.jpg']],
    ['../shared/photo.jpg', ['world/shared/photo.jpg', 'shared/photo.jpg']],
    ['../../photo.jpg', ['photo.jpg']],
    ['/shared/photo.jpg', ['shared/photo.jpg']],
    ['a%20photo.jpg?w=3#x', ['world/treaty/a photo.jpg', 'world/a photo.jpg']],
    ['100%.jpg', ['world/treaty/100%.jpg', 'world/100%.jpg']],
    ['Ảnh.jpg'.normalize('NFD'), ['world/treaty/Ảnh.jpg'.normalize('NFC'), 'world/Ảnh.jpg'.normalize('NFC')]],
    ['../../../../etc/passwd', []],
    ['..', []],
    ['folder/', []],
    ['', []],
    ['//host.example/a.jpg', []],
    ['http://host.example/a.jpg', []],
    ['data:image/png;base64,AA', []],
    ['javascript:alert(1)', []],
  ])('%s', (src, keys) => {
    expect(imageKeysOf(src, 'world/treaty.md')).toEqual(keys);
  });
});

const keys = ['world/treaty/photo.jpg', 'world/photo.jpg'];
const at = { key: 'world/treaty.md' };

test('Markdown names images with words of their own, and web images stay', () => {
  const { bodyHtml, images } = documentOf(
    'Text.\n\n![A harbour](photo.jpg "At dawn")\n\n![](https://host.example/b.png)\n',
    at,
  );
  expect(bodyHtml).toContain('<p><img src="https://image.invalid/0" /></p>');
  expect(bodyHtml).toContain('<img src="https://host.example/b.png" alt="" />');
  expect(images).toEqual([
    { src: 'photo.jpg', keys, place: 'body', alt: 'A harbour', caption: 'At dawn' },
    { src: 'https://host.example/b.png', place: 'body' },
  ]);
});

test('front matter names the one that leads', () => {
  const text = '---\nheadline: H\nimage: photo.jpg\nimage-alt: A harbour\nimageCredit: Ann Example\n---\nText.\n';
  expect(documentOf(text, at).images).toEqual([
    { src: 'photo.jpg', keys, place: 'lead', alt: 'A harbour', credit: 'Ann Example' },
  ]);
});

test('HTML names images, and what stands for one cannot be smuggled in', () => {
  const { bodyHtml, images } = documentOf(
    '<p>Text</p><figure><img src="photo.jpg" alt="A"><figcaption>C</figcaption></figure><img src="https://image.invalid/7">',
    { key: 'world/treaty.html' },
  );
  expect(bodyHtml).toContain('<figure><img src="https://image.invalid/0" /><figcaption>C</figcaption></figure>');
  expect(bodyHtml).not.toContain('invalid/7');
  expect(images).toEqual([{ src: 'photo.jpg', keys, place: 'body', alt: 'A', caption: 'C' }]);
});

test('what is too much for one article is noted, and the rest stands', () => {
  const text = Array.from({ length: 20 }, (_, i) => `![A](/folder-${i}/photo.jpg)`).join('\n\n');
  const { images, extras } = documentOf(`Text.\n\n${text}\n`, at);
  expect(images).toHaveLength(8);
  expect(extras.imagesLeftOut).toHaveLength(12);
});

test('an article without images says nothing of them', () => {
  expect(documentOf('Text.', at)).not.toHaveProperty('images');
});
