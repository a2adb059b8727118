import { type ConvergeDeps, type Converged, converge } from '../converge.ts';
import { ALL } from '../feed-id.ts';
import type { FeedDeps } from '../feed-target.ts';
import { type ArchiveState, archiveTarget, readPart } from './archive-target.ts';
import { type Bound, sortKeyOf } from './bounds.ts';
import { cutsRound, ENOUGH_OF_SIDE, holds, isOver, monthCuts, type PartEntries, type Place } from './cuts.ts';

type Deps = FeedDeps & ConvergeDeps;

/**
 * Keeps the archives of feeds: small parts of one month each, whose files are what the table says. Whatever is cut is to be followed
 * up: every bound that is added is a record of the stream, by which the parts on both its sides are seen to again. So each call does
 * only so much, and what breaks off in the middle is taken up by that record.
 */
export class Archivist {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /**
   * Makes the part with this place right: cuts it if it lies in several months or has too many entries, and then its files. A part that
   * needs no cut takes four queries, a HEAD for each file that this process did not write last, and what differs as any output.
   */
  async settle(feedId: string, place: Place): Promise<Converged[]> {
    return (await this.#settle(feedId, place)).done;
  }

  /** The parts of all these entries, each once. */
  async settleAll(feedId: string, sortKeys: readonly string[]): Promise<Converged[]> {
    const all: Converged[] = [];
    let settled: PartEntries | undefined;
    for (const at of [...new Set(sortKeys)].sort()) {
      if (settled && holds(settled, { at })) continue;
      const { done, part } = await this.#settle(feedId, { at });
      settled = part;
      all.push(...done);
    }
    return all;
  }

  async #settle(feedId: string, place: Place): Promise<{ done: Converged[]; part: PartEntries }> {
    const done: Converged[] = [];
    for (;;) {
      const [lower] = await this.#deps.bounds.newest(feedId, 1, 'at' in place ? { upTo: place.at } : place);
      const { converged, part } = await this.#settleFrom(feedId, lower, place);
      done.push(...converged);
      if (holds(part, place)) return { done, part };
    }
  }

  /** What a bound that was added is about: the part that it begins, the part that it ends, and the link of the one after. */
  async follow(feedId: string, bound: Bound): Promise<Converged[]> {
    const next = await this.#deps.bounds.after(feedId, bound);
    const places: Place[] = [{ before: bound }, ...(next === undefined ? [] : [{ at: bound }, { at: next }])];
    const done: Converged[] = [];
    for (const place of places) done.push(...(await this.settle(feedId, place)));
    return done;
  }

  async #settleFrom(feedId: string, lower: Bound | undefined, place: Place) {
    if (lower === undefined) return { converged: [], part: await this.#cutBelowAll(feedId, place) };
    const last: { part: ArchiveState } = { part: { lower, upper: undefined, newest: [], view: undefined } };
    const target = archiveTarget(feedId, lower, this.#deps);
    const read = async () => {
      for (;;) {
        const state = await target.read();
        last.part = state;
        const cuts = holds(state, place) ? await this.#cutsOf(feedId, state, place) : [];
        if (cuts.length === 0) return state;
        await this.#add(feedId, cuts);
      }
    };
    const converged = await converge({ ...target, read }, this.#deps);
    if (feedId === ALL && last.part.upper !== undefined) await this.#note(lower, last.part);
    return { converged: [converged], part: last.part };
  }

  /**
   * Notes when a part of the feed of all changed last, which the index of sitemaps says. As with objects, times recur: after it was noted
   * both are read again, so whoever notes last has also read after that.
   */
  async #note(bound: Bound, seen: ArchiveState): Promise<void> {
    const { bounds } = this.#deps;
    if ((await bounds.changedAt(ALL, bound)) === seen.view?.updatedAt) return;
    const target = archiveTarget(ALL, bound, this.#deps);
    for (;;) {
      const from = await bounds.changedAt(ALL, bound);
      const to = (await target.read()).view?.updatedAt;
      if (from === to) return;
      await bounds.note(ALL, bound, { from, to });
    }
  }

  /** Cuts what is below the first bound until this place is no longer there, or nothing is. */
  async #cutBelowAll(feedId: string, place: Place): Promise<PartEntries> {
    for (;;) {
      const part = await readPart(feedId, undefined, this.#deps);
      const cuts = holds(part, place) ? await this.#cutsOf(feedId, part, place) : [];
      if (cuts.length === 0) return part;
      await this.#add(feedId, cuts);
    }
  }

  async #cutsOf(feedId: string, part: PartEntries, place: Place): Promise<Bound[]> {
    const { lower, upper, newest } = part;
    if (upper === undefined) return [];
    const cuts = monthCuts(part, place);
    if (cuts.length > 0 || !isOver(newest)) return cuts;
    const { feeds } = this.#deps;
    const [below, from] =
      'at' in place ? [{ upTo: place.at }, { from: place.at, below: { before: upper }, oldestFirst: true }] : [place];
    const [upTo, onward] = await Promise.all([
      feeds.entries(feedId, ENOUGH_OF_SIDE, { from: lower, below }),
      // One more, for the entry of the place itself.
      from ? feeds.entries(feedId, ENOUGH_OF_SIDE + 1, from) : [],
    ]);
    return cutsRound(
      upTo,
      onward.filter((entry) => 'at' in place && sortKeyOf(entry) > place.at),
    );
  }

  async #add(feedId: string, bounds: readonly Bound[]): Promise<void> {
    for (const bound of bounds) await this.#deps.bounds.add(feedId, bound);
  }
}
