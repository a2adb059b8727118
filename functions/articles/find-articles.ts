import type { Card } from '../../shared/article/card.ts';
import { isVisible } from '../../shared/article/visibility.ts';
import { resolveEntry } from '../../shared/feed/resolve-entry.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import type { Instant } from '../../shared/time.ts';
import type { Deps, EntryQuery, PlacedEntry } from './ports.ts';
import { isIn, type Selection } from './selection.ts';

export interface Wanted {
  selection: Selection;
  between: Pick<EntryQuery, 'from' | 'to'>;
  /** Where the page before ended. */
  after: string | undefined;
  limit: number;
}

export interface Found extends PlacedEntry {
  card: Card;
}

/** A request reads at most this many entries, however few of them match, and answers with where to go on. */
const MAX_EXAMINED = 400;
/** Entries a query, where most of them may be passed over: at most 100 KB, 12.5 read units. */
const STRIDE = 100;
/** Documents at a time, of the entries that have no card. */
const WIDTH = 16;

/**
 * The next articles of a selection, newest first. `next` is where a further page starts, absent at the end; as a position is a
 * sort key, which no article changes, each article that stands throughout a walk is in it once, whatever comes and goes.
 */
export async function findArticles(wanted: Wanted, now: Instant, deps: Pick<Deps, 'articles' | 'documents'>) {
  const { selection, between, limit } = wanted;
  // One more than asked for tells whether there is a next page.
  const stride = selection.others.length > 0 ? STRIDE : limit + 1;
  const found: Found[] = [];
  let after = wanted.after;
  for (let examined = 0; examined < MAX_EXAMINED; ) {
    const query = { feedId: selection.feedId, ...between, ...(after !== undefined && { after }), limit: stride };
    const page = await deps.articles.entries(query);
    examined += page.entries.length;
    const visible = page.entries.filter(({ entry }) => isVisible({ ...entry, pubStatus: 'usable' }, now));
    const matching = (await withCards(visible, deps)).filter(({ card }) => isIn(card, selection));
    found.push(...matching.slice(0, limit - found.length + 1));
    if (found.length > limit) return { found: found.slice(0, limit), next: found[limit - 1]?.position };
    if (!page.more) return { found, next: undefined };
    after = page.entries.at(-1)?.position;
  }
  return { found, next: after };
}

const withCards = (placed: PlacedEntry[], { documents }: Pick<Deps, 'documents'>): Promise<Found[]> =>
  inParallel(placed, WIDTH, async (each) => {
    const entry = await resolveEntry(each.entry, documents);
    return { ...each, entry, card: entry.card };
  });
