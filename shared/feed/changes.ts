import { FEED_CACHE } from '../cache-control.ts';
import { type Markup, markup } from '../markup.ts';
import { type Site, tagUri } from '../site.ts';
import { type Instant, toInstant } from '../time.ts';
import { atomEntry, atomHead } from './atom.ts';
import type { Target } from './converge.ts';
import type { Change } from './feed-entry.ts';
import { CHANGES } from './feed-id.ts';
import type { FeedDeps } from './feed-target.ts';
import { feedTitle } from './feed-title.ts';
import { FEED_TYPES, feedFileKey, feedFileUrl } from './feed-url.ts';
import { type FeedItem, feedItemOf } from './feed-view.ts';
import { isCurrent, resolveEntry } from './resolve-entry.ts';

/** How many articles the feed of changes shows: those that changed last. */
const CHANGES_LENGTH = 200;

/** What a partner who has an article must know of it now: how it reads, or that it is not to be used. */
type ShownChange = { at: Instant } & ({ item: FeedItem } | { gone: { id: string; reason?: string } });

/** Everything that came, changed or went last, newest first. */
export interface ChangesView {
  changes: ShownChange[];
  /** The articles in it that are to be seen. */
  items: FeedItem[];
}

/** The feed of changes, which is Atom alone. One query of at most 200 KB to read, and one GET for each entry without a card. */
export const changesTarget = (deps: FeedDeps): Target<ChangesView> => ({
  keys: CHANGES_KEYS,
  read: () => readChanges(deps),
  render: (view) =>
    CHANGES_KEYS.map((key) => ({
      key,
      body: renderChanges(view, deps.site),
      contentType: FEED_TYPES.atom,
      cacheControl: FEED_CACHE,
    })),
});

export const CHANGES_KEYS = [feedFileKey(CHANGES, 'atom')];

async function readChanges({ feeds, documents, site, clock }: FeedDeps): Promise<ChangesView> {
  const rows = await feeds.changes(CHANGES_LENGTH);
  const now = toInstant(clock());
  const changes = await Promise.all(
    rows.map(async (row: Change): Promise<ShownChange> => {
      if ('gone' in row) {
        return { at: row.changedAt, gone: { id: tagOf(row, site), ...(row.reason && { reason: row.reason }) } };
      }
      if (!isCurrent(row, now)) return { at: row.expires ?? row.changedAt, gone: { id: tagOf(row, site) } };
      return { at: row.changedAt, item: feedItemOf(await resolveEntry(row, documents), site) };
    }),
  );
  return { changes, items: changes.flatMap((each) => ('item' in each ? [each.item] : [])) };
}

const tagOf = ({ id }: { id: string }, site: Site) => tagUri(site, `article/${id}`);

/**
 * Atom 1.0 with an entry for each article as it reads now and a deleted-entry (RFC 6721) for each that is gone, all by the time of
 * their last change. Killed or expired, a partner drops what it refers to.
 */
function renderChanges({ changes }: ChangesView, site: Site): string {
  const head = atomHead(
    {
      id: tagUri(site, `feeds/${CHANGES}`),
      title: feedTitle({ feedId: CHANGES }, site),
      description: site.description,
      updatedAt: changes[0]?.at,
      self: feedFileUrl(site, CHANGES, 'atom'),
      home: `${site.url}/`,
    },
    site.title,
  );
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:lang="${site.language}">
${head}${changes.map((each) => ('item' in each ? atomEntry(each.item, each.at) : deletedEntry(each)))}</feed>
`.text;
}

const deletedEntry = ({ at, gone }: Extract<ShownChange, { gone: unknown }>): Markup =>
  markup`<at:deleted-entry ref="${gone.id}" when="${at}">${gone.reason && markup`<at:comment>${gone.reason}</at:comment>`}</at:deleted-entry>
`;
