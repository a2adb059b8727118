import { articleIdOf, type Identity, identityOf } from '../../shared/article/article-id.ts';
import type { ArticleDocument } from '../../shared/article/document.ts';
import type { Refusal } from '../../shared/article/refusal.ts';
import { isOlder } from '../../shared/article/sequencer.ts';
import type { Rank, UploadHead, UploadOutcome, UploadVersion } from '../../shared/article/upload.ts';
import { isSticky } from '../../shared/article/visibility.ts';
import { type Candidate, chooseContent } from './choose-content.ts';
import type { ObjectEvent } from './object-event.ts';
import type { Change, Deps, Reading, StoredObject, Uploads } from './ports.ts';
import { isLive, outcomeUnread, restate, withPut } from './upload-state.ts';

/** Decides what a PUT changes: nothing to read when a newer event is known, a quarantine, or a content for its article. */
export async function ingestPut(
  event: ObjectEvent,
  head: UploadHead,
  object: ReturnType<Uploads['read']>,
  deps: Deps,
): Promise<Change> {
  const unread = outcomeUnread(head, event);
  if (unread) return changeOf(event, head, withPut(head, event), { outcome: unread, articleId: head.articleId });

  const stored = await object;
  const reading = readingOf(stored, event.key, deps);
  if (typeof stored === 'string' || !reading.ok) return refuse(event, head, reading);
  const { document } = reading;
  const placed = await place(document, event.key, head, deps);
  if ('refusal' in placed) return refuse(event, head, { ok: false, refusal: placed.refusal });

  const { articleId, article, newIdentity } = placed;
  const rank = rankOf(document, stored);
  const after: UploadHead = {
    ...withPut(head, event, rank),
    articleId,
    identityScheme: placed.scheme === 'key' ? (head.identityScheme ?? 'key') : placed.scheme,
  };
  const belongs = { ...(newIdentity && { newIdentity }), newSource: head.articleId === undefined };
  if (article && isSticky(article)) {
    const reason: Refusal = {
      code: article.lastOp === 'kill' ? 'killed' : 'taken-down',
      message: 'The article was withdrawn for good: no upload brings it back.',
    };
    return { ...changeOf(event, head, after, { outcome: 'withdrawn', articleId, reason }), ...belongs };
  }
  const own: Candidate = { key: event.key, versionId: event.versionId, rank, uploadedAt: event.at, document };
  const choice = await chooseContent(articleId, article, own, isLive(head) ? 0 : 1, deps);
  const change = changeOf(event, head, after, { outcome: choice.ownOutcome, articleId, reason: choice.reason });
  return {
    ...change,
    ...belongs,
    restated: [...change.restated, ...choice.restated.filter((r) => r.key !== event.key)],
    ...(choice.transition && { article: choice.transition }),
  };
}

function readingOf(stored: StoredObject | 'gone' | 'too-large', key: string, deps: Deps): Reading {
  if (stored === 'gone') {
    return {
      ok: false,
      refusal: { code: 'object-gone', message: 'The object version was deleted before it was read. Upload it again.' },
    };
  }
  if (stored === 'too-large') {
    return {
      ok: false,
      refusal: { code: 'too-large', message: 'The object is over 5 MB. Upload the article by itself.' },
    };
  }
  return deps.parse(stored, key);
}

function refuse(event: ObjectEvent, head: UploadHead, reading: Reading): Change {
  if (reading.ok) throw new Error('A reading that succeeded is no refusal');
  return changeOf(event, head, withPut(head, event), {
    outcome: isOlder(event, head.latest) ? 'superseded' : 'quarantined',
    articleId: head.articleId,
    reason: reading.refusal,
  });
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

const rankOf = (document: ArticleDocument, stored: StoredObject): Rank => ({
  ...(document.documentVersion !== undefined && { documentVersion: document.documentVersion }),
  ...(document.documentTime && { documentTime: document.documentTime }),
  storedAt: stored.storedAt,
});

function changeOf(
  event: ObjectEvent,
  before: UploadHead,
  after: UploadHead,
  end: { outcome: UploadOutcome; articleId?: string | undefined; reason?: Refusal | undefined },
): Change {
  const version: UploadVersion = {
    schemaVersion: 1,
    key: event.key,
    versionId: event.versionId,
    kind: 'put',
    sequencer: event.sequencer,
    outcome: end.outcome,
    ...(end.reason && { reason: end.reason }),
    ...(end.articleId && { articleId: end.articleId }),
    receivedAt: event.at,
  };
  return {
    head: { before: before.guard === 0 ? undefined : before, after },
    version,
    restated: restate(before, after).filter((r) => r.versionId !== event.versionId),
  };
}
