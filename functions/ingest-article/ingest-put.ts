import type { UploadHead } from '../../shared/article/upload.ts';
import { changeOf, refuse } from './change-of-put.ts';
import { ingestDocument } from './ingest-document.ts';
import { ingestParts } from './ingest-parts.ts';
import { kindOf } from './kind-of-object.ts';
import type { ObjectEvent } from './object-event.ts';
import type { Change, Deps, Stored } from './ports.ts';
import { outcomeUnread, withPut } from './upload-state.ts';

/**
 * Decides what a PUT changes: nothing to read when a newer event is known, a quarantine, or a content for its article, or for each
 * of its articles. An image is handed on, and changes nothing yet.
 */
export async function ingestPut(
  event: ObjectEvent,
  head: UploadHead,
  object: Promise<Stored>,
  deps: Deps,
): Promise<Change | 'image' | 'again'> {
  const unread = outcomeUnread(head, event);
  if (unread) return changeOf(event, head, withPut(head, event), { outcome: unread, articleId: head.articleId });

  const kind = kindOf(await object);
  if (kind === 'image') return kind;
  if ('code' in kind) return refuse(event, head, kind);
  const reading = deps.parse(kind, event.key);
  if (!reading.ok) return refuse(event, head, reading.refusal);
  if ('parts' in reading) return await ingestParts(event, head, { ...reading, storedAt: kind.storedAt }, deps);
  const change = await ingestDocument(event, head, reading.document, kind.storedAt, deps);
  return 'refusal' in change ? refuse(event, head, change.refusal) : change;
}
