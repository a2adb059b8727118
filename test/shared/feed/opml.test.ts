import { XMLParser } from 'fast-xml-parser';
import { expect, it } from 'vitest';
import * as z from 'zod';
import type { NamedFeed } from '../../../shared/feed/feed-id.ts';
import { opmlTarget } from '../../../shared/feed/opml.ts';
import { SITE } from './fixtures.ts';

const outline = z.object({
  '@text': z.string(),
  '@xmlUrl': z.string().optional(),
  outline: z.array(z.unknown()).default([]),
});
const opml = z.object({ opml: z.object({ body: z.object({ outline: z.array(outline) }) }) });
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  isArray: (name) => name === 'outline',
});

async function groupsOf(registered: NamedFeed[]) {
  const savedFeeds = { 'world-en': { title: 'World, in English', section: 'world' } };
  async function* feeds() {
    yield* registered;
  }
  const target = opmlTarget({ feeds: { registered: feeds }, site: { ...SITE, savedFeeds } });
  const [output] = target.render(await target.read());
  return opml.parse(parser.parse(output?.body ?? '')).opml.body.outline;
}

const titlesIn = (groups: z.infer<typeof outline>[], title: string) =>
  groups.find((group) => group['@text'] === title)?.outline.map((each) => outline.parse(each)['@text']);

it('offers the saved feeds that the stage has, before they have an article, and no others', async () => {
  const groups = await groupsOf([{ feedId: 'saved/given-up' }, { feedId: 'tag/an-ninh', name: 'An ninh' }]);
  expect(titlesIn(groups, 'Selections')).toEqual(['The Example Courier – World, in English']);
  expect(titlesIn(groups, 'Tags')).toEqual(['The Example Courier – An ninh']);
});

it('leads to the one file of the feed of changes', async () => {
  const changes = (await groupsOf([])).find((each) => each['@text'].endsWith('Changes'));
  expect(changes?.['@xmlUrl']).toBe('https://news.example/feeds/changes/atom.xml');
});
