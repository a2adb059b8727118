import { createHash } from 'node:crypto';
import type { Article } from '../../shared/article/article.ts';
import type { ArticleDocument } from '../../shared/article/document.ts';
import type { Refusal } from '../../shared/article/refusal.ts';
import { type Circumstances, isHeldBack, type Transition, takeContent } from '../../shared/article/transition.ts';
import type { Rank, UploadHead, UploadOutcome } from '../../shared/article/upload.ts';
import { changeOfWants, wantedImages } from '../../shared/article/wanted-images.ts';
import { type Instant, toInstant } from '../../shared/time.ts';
import { documentAt } from './document-at.ts';
import type { Deps, Restated } from './ports.ts';
import { compareRanks, speaks } from './upload-state.ts';

/** One key's newest document, as a candidate for what the article says. */
export interface Candidate {
  key: string;
  versionId: string;
  rank: Rank;
  uploadedAt: Instant;
  document: ArticleDocument;
}

export interface Choice {
  ownOutcome: UploadOutcome;
  reason?: Refusal;
  transition?: Transition;
  restated: Restated[];
}

/** Decides what an article says once `own` is known: the live key of the highest rank speaks for it. */
export async function chooseContent(
  articleId: string,
  article: Article | undefined,
  own: Candidate,
  newlyLive: 0 | 1,
  deps: Deps,
): Promise<Choice> {
  const liveKeys = (article?.liveKeys ?? 0) + newlyLive;
  const rival = article && liveKeys > 1 ? await bestOther(article, own.key, deps) : undefined;
  if (article && rival && compareRanks(rival, own) > 0) {
    const spoken = await speakFor(article, rival, liveKeys, deps);
    const after = spoken ?? { transition: countKeys(article, liveKeys), restated: [] };
    return { ownOutcome: 'superseded', ...after };
  }
  const contentHash = hashOf(own.document);
  // A key that spoke and no longer lives was restated by its delete.
  const overtaken = rival && article && article.source.key === rival.key ? [article.source] : [];
  const restated = overtaken.map((ref) => ({ ...ref, outcome: 'superseded' as const }));
  const isSaid = article?.contentHash === contentHash && article.lastOp !== 'unpublish';
  if (article && isSaid && !isHeldBack(article, own.uploadedAt)) {
    // The same words again: this version speaks for the article now, and readers see no difference.
    return { ownOutcome: 'unchanged', restated, transition: handOver(article, own, liveKeys) };
  }
  const transition = await take(articleId, article, own, contentHash, liveKeys, deps);
  const { outcome, reason } = outcomeOf(transition.after);
  return { ownOutcome: outcome, ...(reason && { reason }), transition, restated };
}

/** The article taken over by the best key that remains, or undefined when that key speaks for it already. */
export async function speakFor(
  article: Article,
  rival: Omit<Candidate, 'document'>,
  liveKeys: number,
  deps: Deps,
): Promise<{ transition: Transition; restated: Restated[] } | undefined> {
  if (article.source.key === rival.key && article.lastOp !== 'unpublish') return undefined;
  const document = await documentAt(rival.key, rival.versionId, deps);
  if (!document) return undefined;
  const transition = await take(article.id, article, { ...rival, document }, hashOf(document), liveKeys, deps);
  const { outcome } = outcomeOf(transition.after);
  return { transition, restated: [{ key: rival.key, versionId: rival.versionId, outcome }] };
}

/** The live key of the highest rank beside `ownKey`. The key that speaks for the article is the best of all but its own. */
export async function bestOther(article: Article, ownKey: string, deps: Deps) {
  const heads =
    article.source.key === ownKey
      ? await deps.editorial.heads(article.id)
      : [await deps.editorial.head(article.source.key)];
  return heads
    .filter((head): head is UploadHead => head !== undefined && head.key !== ownKey)
    .filter(speaks)
    .map(({ key, good }) => ({ key, versionId: good.versionId, rank: good.rank, uploadedAt: good.at }))
    .sort((a, b) => compareRanks(b, a))[0];
}

/**
 * The same article with this many live keys. Written even when the number is the same: the guard then keeps two keys of one
 * article from each deciding on what it had read of the other.
 */
export const countKeys = (article: Article, liveKeys: number, before = article): Transition => ({
  before,
  after: { ...article, guard: article.guard + 1, liveKeys },
  enteredFeeds: [],
  leftFeeds: [],
  newFeeds: [],
  addedDues: [],
  removedDues: [],
});

/** The same words by another key, in whose own folder images are looked for from now on. */
function handOver(article: Article, { key, versionId, document }: Candidate, liveKeys: number): Transition {
  const wanted = wantedImages(key, document.images);
  const imageFolders = wanted.map(({ folder }) => folder);
  const after = { ...article, source: { key, versionId }, imageFolders };
  const transition = countKeys(after, liveKeys, article);
  // What it names elsewhere is the same as well: it is in the words.
  if (imageFolders[0] === article.imageFolders[0]) return transition;
  return { ...transition, images: changeOfWants(article.imageFolders, wanted) };
}

async function take(
  articleId: string,
  article: Article | undefined,
  from: Candidate,
  contentHash: string,
  liveKeys: number,
  deps: Deps,
): Promise<Transition> {
  const isSame = article?.contentHash === contentHash;
  const version = isSame ? article.version : await writeContent(articleId, article, from.document, deps);
  const source = { key: from.key, versionId: from.versionId };
  const { document, uploadedAt } = from;
  const content = { document, contentHash, version, source, storedAt: from.rank.storedAt, uploadedAt, liveKeys };
  return takeContent(article, articleId, content, circumstances(deps));
}

/**
 * Writes the content under the next free version number and returns it. A number may be taken by a writer that lost a race or
 * died before its transaction: such a document is never referred to, and the number stays unused.
 */
async function writeContent(articleId: string, article: Article | undefined, document: ArticleDocument, deps: Deps) {
  for (let version = (article?.version ?? 0) + 1; ; version++) {
    const created = await deps.contents.create({ schemaVersion: 1, articleId, version, document });
    if (created === 'created') return version;
  }
}

export const circumstances = ({ clock, savedFeeds }: Deps): Circumstances => ({ now: toInstant(clock()), savedFeeds });

const hashOf = (document: ArticleDocument) => createHash('sha256').update(JSON.stringify(document)).digest('base64url');

const UNPUBLISHED: Refusal = {
  code: 'unpublished',
  message: 'An editor has unpublished the article since this was uploaded. Republish it, or upload it again.',
};

/** Where an article stands right after its new content, and why it is not visible when nothing but the document says so. */
function outcomeOf(article: Article): { outcome: UploadOutcome; reason?: Refusal } {
  if (article.visible) return { outcome: 'published' };
  if (article.dues.some((due) => due.op === 'release')) return { outcome: 'scheduled' };
  if (article.lastOp === 'unpublish') return { outcome: 'withdrawn', reason: UNPUBLISHED };
  if (article.pubStatus !== 'usable') {
    return {
      outcome: 'withdrawn',
      reason: { code: 'not-usable', message: `The document says pubStatus ${article.pubStatus}.`, at: 'pubStatus' },
    };
  }
  return {
    outcome: 'withdrawn',
    reason: { code: 'expired', message: `The document expired at ${article.expires}.`, at: 'expires' },
  };
}
