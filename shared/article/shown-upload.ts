import type { Refusal } from './refusal.ts';
import type { UploadOutcome, UploadPart, UploadVersion } from './upload.ts';

/** How one article stands of an upload that holds several. */
export interface ShownPart {
  name: string;
  outcome: UploadOutcome;
  reason?: Refusal;
  articleId?: string;
}

/** An upload as people are told of it: with its articles where these are several. */
export interface ShownUpload extends Omit<UploadVersion, 'parts'> {
  parts?: ShownPart[];
}

/** The first of these that any of its articles has come to is how an upload stands that holds several. */
const BEST_FIRST: readonly UploadOutcome[] = ['published', 'scheduled', 'unchanged', 'withdrawn', 'superseded'];

/**
 * An upload with what became of its parts since: `records` are those of its parts by their own keys, in their order. A part without
 * one was refused, or needed no look as the whole has an end already.
 */
export function shownUpload(
  { parts, ...upload }: UploadVersion,
  records: readonly (UploadVersion | undefined)[] = [],
): ShownUpload {
  if (!parts) return upload;
  const shown = parts.map((part, i) => shownPart(part, records[i], upload.outcome));
  if (upload.outcome !== 'published') return { ...upload, parts: shown };
  const outcome = BEST_FIRST.find((each) => shown.some((part) => part.outcome === each)) ?? upload.outcome;
  return { ...upload, outcome, parts: shown };
}

function shownPart({ name, reason }: UploadPart, record: UploadVersion | undefined, whole: UploadOutcome): ShownPart {
  if (!record) {
    const isOver = whole === 'superseded' || whole === 'withdrawn';
    return { name, outcome: isOver ? whole : 'quarantined', ...(reason && { reason }) };
  }
  const { outcome, articleId } = record;
  return {
    name,
    outcome,
    ...(record.reason && { reason: record.reason }),
    ...(articleId && { articleId }),
  };
}
