import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { TOPIC_COPY_SECONDS } from '../../../shared/cache-control.ts';
import { renderAtom } from '../../../shared/feed/atom.ts';
import { changesTarget } from '../../../shared/feed/changes.ts';
import { renderFeed } from '../../../shared/feed/feed-target.ts';
import { archiveViewOf, feedViewOf } from '../../../shared/feed/feed-view.ts';
import { renderJsonFeed } from '../../../shared/feed/json-feed.ts';
import { renderRss } from '../../../shared/feed/rss.ts';
import { ENTRIES, SITE } from './fixtures.ts';

const HUB = 'https://hub.example/?a=1&b=2';
const site = { ...SITE, hub: HUB };
const view = feedViewOf({ feedId: 'all' }, ENTRIES, site);
const archive = archiveViewOf({ feedId: 'all' }, { bound: '2026-10-01T00:00:00.000Z#a' }, ENTRIES, site);

/** What a subscriber finds of links with these relations. */
function links(xml: string, name: string) {
  const parsed: unknown = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    isArray: (n) => n === name,
  }).parse(xml);
  const found: { rel: string; href: string }[] = [];
  JSON.stringify(parsed, (key, value) => {
    if (key === name) found.push(...value);
    return value;
  });
  return found.filter(({ rel }) => rel === 'hub' || rel === 'self').map(({ rel, href }) => [rel, href]);
}

describe('a feed of a site with a hub', () => {
  it('names it beside its one own address, in every format', async () => {
    const changes = changesTarget({
      feeds: { changes: () => Promise.resolve([]) },
      documents: { document: () => Promise.reject(new Error('none')) },
      site,
      clock: () => new Date(),
    });
    const [changed] = changes.render(await changes.read());
    const own = (file: string) => ['self', `${SITE.url}/feeds/${file}`];
    expect(links(renderAtom(view, 'x'), 'link')).toEqual([own('all/atom.xml'), ['hub', HUB]]);
    expect(links(renderRss(view), 'atom:link')).toEqual([own('all/rss.xml'), ['hub', HUB]]);
    expect(links(changed?.body ?? '', 'link')).toEqual([own('changes/atom.xml'), ['hub', HUB]]);
    const json: unknown = JSON.parse(renderJsonFeed(view, 'x'));
    expect(json).toMatchObject({ feed_url: own('all/feed.json')[1], hubs: [{ type: 'WebSub', url: HUB }] });
  });

  it('does not name it in archives, nor where there is none', () => {
    const none = feedViewOf({ feedId: 'all' }, ENTRIES, SITE);
    for (const each of [archive, none]) {
      expect(renderAtom(each, 'x') + renderRss(each) + renderJsonFeed(each, 'x')).not.toMatch(/hub/i);
    }
  });

  it('lives in the CDN no longer than the hub waits, and never stale', () => {
    const policies = renderFeed(view, site)
      .filter(({ key }) => /feeds\/.*(xml|json)$/.test(key))
      .map(({ cacheControl }) => cacheControl);
    expect(policies).toHaveLength(3);
    for (const policy of policies) {
      expect(policy).toContain(`s-maxage=${TOPIC_COPY_SECONDS}`);
      expect(policy).not.toContain('stale');
    }
  });
});
