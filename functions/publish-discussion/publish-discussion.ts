import type { PublishDiscussion } from '../../events/publish-discussion.ts';
import { PACE_MS, waitAfter } from '../../shared/comment/pace.ts';
import { type Converged, NotConverged } from '../../shared/feed/converge.ts';
import type { Publication } from '../../shared/store/publications.ts';
import { type Clock, type Instant, toInstant } from '../../shared/time.ts';

export interface Deps {
  publications: {
    find(articleId: string): Promise<Publication>;
    begin(articleId: string, found: Publication, at: Instant): Promise<number | undefined>;
    finish(articleId: string, number: number, at: Instant | undefined): Promise<void>;
  };
  /** Has the discussion audited within the hour. */
  unaudited: { add(articleId: string): Promise<void> };
  /** Rolls up the likes of the article's comments that were noted since; answers how many of those have another number now. */
  rollUpLikes(articleId: string): Promise<{ changed: number; left: boolean }>;
  /**
   * Makes the discussion's objects what the tables say, in one attempt: throws `NotConverged` if they changed meanwhile. `isFirst`: there are
   * none yet, as far as anyone knows.
   */
  converge(articleId: string, isFirst: boolean): Promise<Converged>;
  queue: { ask(request: Omit<PublishDiscussion, 'type'>, delayMs: number): Promise<void> };
  clock: Clock;
}

/** What became of a message. All but `published` and `covered` have sent another one, for later. */
export type Outcome = 'published' | 'covered' | 'postponed' | 'again';

/**
 * Publishes an article's discussion, with its likes as they are by then: at once after a while of quiet, else five seconds after it was
 * written last. A message is answered for when a publication that began after it was sent has ended well, or another message stands in
 * for it. So once all are answered the objects are what the tables say (ADR 0070). The first is of a new article, of which nobody has said
 * anything that could be audited.
 *
 * `isFirst`: this delivery is the message's first. One that comes again may be from a publication that ended in the midst of its
 * writes, maybe of a state that was old by then: it counts as answered by none but its own.
 *
 * Requests: one read of the publication; of one that is due also a write, but for the first, two transactions of one item, and what
 * `rollUpLikes` and `converge` take.
 */
export async function publishDiscussion(message: PublishDiscussion, isFirst: boolean, deps: Deps): Promise<Outcome> {
  const { articleId, after } = message;
  const { publications, queue, clock } = deps;
  const found = await publications.find(articleId);
  if (isFirst && after !== undefined && found.done > after) return 'covered';

  const begin = clock();
  const early = waitAfter(found.at, begin);
  const later = async (delayMs: number): Promise<Outcome> => {
    await queue.ask({ articleId, ...(isFirst && after !== undefined && { after }) }, delayMs);
    return 'postponed';
  };
  if (early > 0) return await later(early);
  const isNew = found.begun === 0;
  if (!isNew) await deps.unaudited.add(articleId);
  const number = await publications.begin(articleId, found, toInstant(begin));
  if (number === undefined) return await later(PACE_MS);

  try {
    const likes = await deps.rollUpLikes(articleId);
    const { written } = await deps.converge(articleId, isNew);
    const isIdle = written.length === 0 && likes.changed === 0;
    await publications.finish(articleId, number, isIdle ? found.at : toInstant(clock()));
    if (!likes.left) return 'published';
    await queue.ask({ articleId, after: number }, PACE_MS);
    return 'again';
  } catch (error) {
    if (!(error instanceof NotConverged)) throw error;
    await queue.ask({ articleId, after: number }, PACE_MS);
    return 'again';
  }
}
