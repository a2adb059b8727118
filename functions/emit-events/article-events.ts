import type * as z from 'zod';
import type { WithdrawalCause } from '../../events/article-events.ts';
import type { DomainEvent } from '../../events/domain-event.ts';
import { article } from '../../shared/article/article.ts';
import { articleUrl } from '../../shared/article/article-url.ts';

/** What of an article's item its events are made of. */
export const toldArticle = article.pick({
  id: true,
  version: true,
  guard: true,
  headline: true,
  section: true,
  slug: true,
  tags: true,
  language: true,
  pubStatus: true,
  correctionNote: true,
  lastOp: true,
  goneReason: true,
  publishedAt: true,
  updatedAt: true,
  changedAt: true,
  visible: true,
  dues: true,
});

export type ToldArticle = z.infer<typeof toldArticle>;

/**
 * What a change of an article's item is to readers: an event, or nothing where they see no difference, as of a draft, of images that
 * were noted or of a clock's tick. Its id is made of the guard, which no two writes of the item share.
 */
export function articleEventOf(
  before: ToldArticle | undefined,
  after: ToldArticle,
  siteUrl: string,
): DomainEvent | undefined {
  const wasSeen = before?.visible === true;
  if (after.visible) {
    if (!wasSeen) return { type: 'Article Published', detail: shownIn(after, siteUrl) };
    const { correctionNote } = after;
    const isCorrected = correctionNote !== undefined && correctionNote !== before.correctionNote;
    if (isCorrected) return { type: 'Article Corrected', detail: { ...shownIn(after, siteUrl), correctionNote } };
    const isChanged = after.version !== before.version || correctionNote !== before.correctionNote;
    return isChanged ? { type: 'Article Updated', detail: shownIn(after, siteUrl) } : undefined;
  }
  if (!wasSeen) return undefined;
  const { goneReason } = after;
  const detail = { ...about(after), cause: causeOf(after), ...(goneReason && { reason: goneReason }) };
  return { type: 'Article Withdrawn', detail };
}

const about = ({ id, version, guard, lastOp, changedAt, updatedAt }: ToldArticle) => ({
  schemaVersion: 1 as const,
  id: `article/${id}/${guard}`,
  at: changedAt ?? updatedAt,
  articleId: id,
  version,
  sequence: guard,
  lastOp,
});

const shownIn = (after: ToldArticle, siteUrl: string) => ({
  ...about(after),
  url: articleUrl({ url: siteUrl }, after),
  headline: after.headline,
  section: after.section,
  tags: after.tags,
  language: after.language,
  publishedAt: after.publishedAt ?? after.updatedAt,
  updatedAt: after.updatedAt,
});

/** Told from the item alone, so that a record that comes again says the same: what waits for its time has a release due. */
function causeOf({ lastOp, pubStatus, dues }: ToldArticle): WithdrawalCause {
  if (lastOp === 'unpublish' || lastOp === 'kill' || lastOp === 'takedown') return lastOp;
  if (pubStatus === 'canceled') return 'cancel';
  if (pubStatus === 'withheld') return 'withhold';
  return dues.some(({ op }) => op === 'release') ? 'reschedule' : 'expire';
}
