import { articleIdOf, type Identity, identityOf } from '../../shared/article/article-id.ts';
import type { ArticleDocument } from '../../shared/article/document.ts';
import type { Refusal } from '../../shared/article/refusal.ts';
import { isOlder } from '../../shared/article/sequencer.ts';
import type { Rank, UploadHead } from '../../shared/article/upload.ts';
import { isSticky } from '../../shared/article/visibility.ts';
import type { Instant } from '../../shared/time.ts';
import { changeOf } from './change-of-put.ts';
import { type Candidate, chooseContent } from './choose-content.ts';
import type { ObjectEvent } from './object-event.ts';
import type { Change, Deps } from './ports.ts';
import { isImage, speaks, withPut } from './upload-state.ts';

/**
 * Decides what a document changes that a key gives: the content of its article, or its place among the keys of that article. It
 * may be refused still, for the article that it says it is. `storedAt` is the object's LastModified.
 */
export async function ingestDocument(
  event: ObjectEvent,
  head: UploadHead,
  document: ArticleDocument,
  storedAt: Instant,
  deps: Deps,
): Promise<Change | { refusal: Refusal }> {
  if (isOlder(event, head.good)) {
    // Read only for what the newer version refuses of its parts, and it holds none of those.
    const { articleId } = head;
    return changeOf(event, head, withPut(head, event), { outcome: 'superseded', articleId, isTaken: true });
  }
  const placed = await place(document, event.key, head, deps);
  if (placed.refusal) return { refusal: placed.refusal };

  const { articleId, article, newIdentity } = placed;
  const rank = rankOf(document, storedAt);
  const after: UploadHead = {
    ...withPut(head, event, { rank }),
    articleId,
    identityScheme: placed.scheme === 'key' ? (head.identityScheme ?? 'key') : placed.scheme,
  };
  const belongs = {
    ...(newIdentity && { newIdentity }),
    newSource: head.articleId === undefined,
    ...(isImage(head) && { image: { remove: event.key } }),
  };
  if (article && isSticky(article)) {
    const reason: Refusal = {
      code: article.lastOp === 'kill' ? 'killed' : 'taken-down',
      message: 'The article was withdrawn for good: no upload brings it back.',
    };
    return { ...changeOf(event, head, after, { outcome: 'withdrawn', articleId, reason, isTaken: true }), ...belongs };
  }
  const own: Candidate = { key: event.key, versionId: event.versionId, rank, uploadedAt: event.at, document };
  const choice = await chooseContent(articleId, article, own, speaks(head) ? 0 : 1, deps);
  const { ownOutcome: outcome, reason } = choice;
  const change = changeOf(event, head, after, { outcome, articleId, reason, isTaken: true });
  return {
    ...change,
    ...belongs,
    restated: [...change.restated, ...choice.restated.filter((r) => r.key !== event.key)],
    ...(choice.transition && { article: choice.transition }),
  };
}

/** The article that this document belongs to, by its identity and by the article that the key belongs to already. */
async function place(document: ArticleDocument, key: string, head: UploadHead, deps: Deps) {
  const identity = identityOf(document, key);
  if (head.articleId !== undefined && identity.scheme === 'key') {
    return {
      articleId: head.articleId,
      article: await deps.editorial.article(head.articleId),
      scheme: identity.scheme,
    };
  }
  const expectedId = head.articleId ?? articleIdOf(identity);
  const { articleId: owner, article } = await deps.editorial.identified(identity, expectedId);
  // A key that was only known by its name may be given a stronger identity later, unless that is another article's.
  const mayAdopt = owner === undefined && (head.articleId === undefined || head.identityScheme === 'key');
  if (head.articleId !== undefined && owner !== head.articleId && !mayAdopt) return { refusal: conflict(identity) };
  const newIdentity = owner === undefined ? identity : undefined;
  return { articleId: owner ?? expectedId, article, scheme: identity.scheme, ...(newIdentity && { newIdentity }) };
}

const conflict = (identity: Identity): Refusal => ({
  code: 'identity-conflict',
  message: `This key already belongs to another article than the ${identity.scheme} in the document says. Upload it under a new key.`,
  at: identity.scheme,
});

const rankOf = (document: ArticleDocument, storedAt: Instant): Rank => ({
  ...(document.documentVersion !== undefined && { documentVersion: document.documentVersion }),
  ...(document.documentTime && { documentTime: document.documentTime }),
  storedAt,
});
