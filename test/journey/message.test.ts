import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LocalNewsroom } from '../local-newsroom.ts';
import { NewsroomUser } from './newsroom-user.ts';

/** A wire's message with several articles, from the file to their pages and away again. */
let newsroom: LocalNewsroom;
let user: NewsroomUser;
const folder = mkdtempSync(join(tmpdir(), 'newsroom-message-'));

beforeAll(async () => {
  newsroom = await LocalNewsroom.start();
  user = new NewsroomUser(newsroom);
}, 60_000);

afterAll(async () => {
  expect(await newsroom.stop()).toBe(0);
});

const HARBOUR = ['urn:newsml:wire.example:20261124:harbour', 'Harbour reopens after the storm'] as const;
const BRIDGE = ['urn:newsml:wire.example:20261124:bridge', 'Old bridge gets a new deck'] as const;
const LIBRARY = ['urn:newsml:wire.example:20261124:library', 'Library lends tools as well'] as const;

const item = ([guid, headline]: readonly [string, string], version: number, itemMeta = '') => `
    <newsItem guid="${guid}" version="${version}" xml:lang="en" standard="NewsML-G2" standardversion="2.35">
      <itemMeta><itemClass qcode="ninat:text"/><versionCreated>2026-11-24T0${version}:00:00Z</versionCreated>${itemMeta}</itemMeta>
      <contentMeta><headline>${headline}</headline><creditline>Example Wire</creditline></contentMeta>
      <contentSet><inlineXML contenttype="application/xhtml+xml">
        <html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head>
        <body><p>${headline}: this is version ${version} of what the wire has to say of it.</p></body></html>
      </inlineXML></contentSet>
    </newsItem>`;

function message(name: string, ...items: string[]): string {
  const path = join(folder, name);
  const photo = `<newsItem guid="urn:photo"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta></newsItem>`;
  writeFileSync(
    path,
    `<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">
  <header><sent>2026-11-24T06:00:00Z</sent><sender>wire.example</sender></header>
  <itemSet>${items.join('')}${photo}</itemSet>
</newsMessage>`,
  );
  return path;
}

const KEY = 'wire/morning.xml';
const upload = (path: string) => user.run('upload', path, '--key', KEY, '--section', 'local');
const urlOf = (output: string, [guid]: readonly [string, string]) =>
  new URL(new RegExp(`${guid}  published  (\\S+)`).exec(output)?.[1] ?? 'missing:').pathname;

test('three articles, then two of them, one of which is refused, then none', async () => {
  const first = await upload(message('one.xml', item(HARBOUR, 1), item(BRIDGE, 1), item(LIBRARY, 1)));
  expect(first.output).toContain('3 articles: 3 accepted, 0 refused');
  expect(first.output).toContain('urn:photo  not published by itself');
  expect(first.code).toBe(0);
  const [harbour, bridge, library] = [HARBOUR, BRIDGE, LIBRARY].map((article) => urlOf(first.output, article));
  if (!harbour || !bridge || !library) throw new Error(first.output);
  for (const [path, [, headline]] of [
    [harbour, HARBOUR],
    [bridge, BRIDGE],
    [library, LIBRARY],
  ] as const) {
    expect(await user.text(path)).toContain(`${headline}: this is version 1`);
  }

  const second = await upload(message('two.xml', item(BRIDGE, 2), item(LIBRARY, 2, '<embargoed>some day</embargoed>')));
  expect(second.code).toBe(1);
  expect(second.output).toContain('2 articles: 1 accepted, 1 refused');
  expect(second.output).toMatch(/library {2}refused {2}invalid-field/);
  expect(await user.text(bridge)).toContain('this is version 2');
  // What stood of an article that is refused stays.
  expect(await user.text(library)).toContain('this is version 1');
  await user.until(
    () => user.fetch(harbour),
    ({ status }) => status === 410,
  );
  await user.until(
    () => user.text('/feeds/all/rss.xml'),
    (feed) => feed.includes(BRIDGE[1]) && feed.includes(LIBRARY[1]) && !feed.includes(HARBOUR[1]),
  );

  const token = await user.token('editor');
  const { body } = await user.call('GET', '/api/uploads?outcome=quarantined', { token });
  expect(body.items).toMatchObject([{ key: KEY, reason: { code: 'parts-refused' } }]);

  await newsroom.s3.send(new DeleteObjectCommand({ Bucket: newsroom.bucket, Key: KEY }));
  for (const path of [bridge, library]) {
    await user.until(
      () => user.fetch(path),
      ({ status }) => status === 410,
    );
  }
  await user.until(
    () => user.text('/feeds/all/rss.xml'),
    (feed) => !feed.includes(BRIDGE[1]) && !feed.includes(LIBRARY[1]),
  );
  expect((await user.call('GET', '/api/uploads?outcome=quarantined', { token })).body.items).toEqual([]);
}, 60_000);
