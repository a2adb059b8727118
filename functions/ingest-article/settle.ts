import type { UploadVersion } from '../../shared/article/upload.ts';
import type { Change, Deps, Result } from './ports.ts';

/** How often somebody else may be the first before the event has to come back. */
export const ATTEMPTS = 12;

/** What is to be done after a look at the table: a change, nothing any more, or another look. */
export type Decision<End> = Change | End | 'again';

/**
 * Decides and commits, and starts again when somebody else changed the same key or article meanwhile.
 *
 * @throws when the engines fail or the contention does not end.
 */
export async function settle<End extends object = Result>(
  decide: () => Promise<Decision<End>>,
  deps: Deps,
): Promise<Result | End> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const change = await decide();
    if (change === 'again') continue;
    if (!('head' in change)) return change;
    await deps.editorial.registerFeeds(change.article?.newFeeds ?? []);
    if (await deps.editorial.commit(change)) return resultOf(change.version);
  }
  throw new Error(`Contention on this upload did not end in ${ATTEMPTS} attempts`);
}

export const resultOf = (version: UploadVersion): Result => ({
  outcome: version.outcome,
  ...(version.articleId && { articleId: version.articleId }),
  ...(version.reason && { code: version.reason.code }),
  ...(version.sweeps && { sweeps: true }),
});
