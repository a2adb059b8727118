import { FEED_CACHE, TOPIC_CACHE } from '../cache-control.ts';
import { type Markup, markup } from '../markup.ts';
import { type Site, tagUri } from '../site.ts';
import { type Instant, toInstant } from '../time.ts';
import { atomEntry, atomHead, distinctUpdates } from './atom.ts';
import type { Target } from './converge.ts';
import type { Change } from './feed-entry.ts';
import { CHANGES } from './feed-id.ts';
import type { FeedDeps, FeedEntries } from './feed-target.ts';
import { feedTitle } from './feed-title.ts';
import { feedFileKey, feedFileUrl, STORED_FEED_TYPES } from './feed-url.ts';
import { type FeedItem, feedItemOf } from './feed-view.ts';
import { type Documents, isCurrent, resolveEntry } from './resolve-entry.ts';

export interface ChangesDeps extends Pick<FeedDeps, 'site' | 'clock'> {
  feeds: Pick<FeedEntries, 'changes'>;
  documents: Documents;
}

/** How many articles the feed of changes shows: those that changed last. */
const CHANGES_LENGTH = 200;

/** What a partner who has an article must know of it now: how it reads, or that it is not to be used. */
type ShownChange = { id: string; updatedAt: Instant } & ({ item: FeedItem } | { gone: { reason?: string } });

/** Everything that came, changed or went last, newest first. */
export interface ChangesView {
  changes: ShownChange[];
  /** The articles in it that are to be seen. */
  items: FeedItem[];
}

/** The feed of changes, which is Atom alone. One query of at most 200 KB to read, and one GET for each entry without a card. */
export const changesTarget = (deps: ChangesDeps): Target<ChangesView> => ({
  keys: CHANGES_KEYS,
  read: () => readChanges(deps),
  render: (view) =>
    CHANGES_KEYS.map((key) => ({
      key,
      body: renderChanges(view, deps.site),
      contentType: STORED_FEED_TYPES.atom,
      cacheControl: deps.site.hub ? TOPIC_CACHE : FEED_CACHE,
    })),
});

export const CHANGES_KEYS = [feedFileKey(CHANGES, 'atom')];

async function readChanges({ feeds, documents, site, clock }: ChangesDeps): Promise<ChangesView> {
  const rows = await feeds.changes(CHANGES_LENGTH);
  const now = toInstant(clock());
  const changes = await Promise.all(
    rows.map(async (row: Change): Promise<ShownChange> => {
      const { id, changedAt } = row;
      if ('gone' in row) return { id, updatedAt: changedAt, gone: { ...(row.reason && { reason: row.reason }) } };
      if (!isCurrent(row, now)) return { id, updatedAt: row.expires ?? changedAt, gone: {} };
      return { id, updatedAt: changedAt, item: feedItemOf(await resolveEntry(row, documents), site) };
    }),
  );
  // What has expired stands where the clock is about to put it.
  changes.sort((a, b) => (placeOf(a) < placeOf(b) ? 1 : -1));
  return { changes, items: changes.flatMap((each) => ('item' in each ? [each.item] : [])) };
}

const placeOf = ({ id, updatedAt }: ShownChange) => `${updatedAt}#${id}`;

/**
 * Atom 1.0 with a deleted-entry (RFC 6721) for each article that is gone and an entry for each as it reads now, both by the time of
 * their last change. Killed or expired, a partner drops what it refers to. Atom gives the order no meaning, but its RELAX NG (RFC 4287,
 * appendix B) wants what it does not know before the entries.
 */
function renderChanges({ changes }: ChangesView, site: Site): string {
  const head = atomHead(
    {
      id: tagUri(site, `feeds/${CHANGES}`),
      title: feedTitle({ feedId: CHANGES }, site),
      description: site.description,
      updatedAt: changes[0]?.updatedAt,
      self: feedFileUrl(site, CHANGES, 'atom'),
      home: `${site.url}/`,
      hub: site.hub,
    },
    site.title,
  );
  const dated = distinctUpdates(changes);
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:lang="${site.language}">
${head}${dated.map(([each, when]) => ('gone' in each ? deletedEntry(each.id, each.gone, when, site) : undefined))}${dated.map(
  ([each, updated]) => ('item' in each ? atomEntry(each.item, updated) : undefined),
)}</feed>
`.text;
}

const deletedEntry = (id: string, { reason }: { reason?: string }, when: string, site: Site): Markup =>
  markup`<at:deleted-entry ref="${tagUri(site, `article/${id}`)}" when="${when}">${reason && markup`<at:comment>${reason}</at:comment>`}</at:deleted-entry>
`;
