import * as z from 'zod';
import { lastOp, objectRef } from '../../shared/article/article.ts';
import type { ActRecord, ContentRecord } from '../../shared/article/history.ts';
import { splitKey } from '../../shared/article/upload-part.ts';
import { instant } from '../../shared/time.ts';

/** One thing that happened to an article: a content that it got, or what an editor did, on which content of which upload. */
export const historyEntry = z
  .object({
    kind: z.enum(['content', 'act']),
    op: z.enum([...lastOp.options, 'republish']),
    at: instant,
    /** `upload`, or the editor's user id. */
    by: z.string(),
    version: z.int(),
    /** `part` names the article in an upload that holds several. */
    source: objectRef.extend({ part: z.string().exactOptional() }),
    note: z.string().nullable(),
    correctionNote: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'HistoryEntry' });

type HistoryEntry = z.infer<typeof historyEntry>;

export const contentEntry = (record: ContentRecord): HistoryEntry => ({
  kind: 'content',
  op: record.lastOp,
  at: record.at,
  by: record.by,
  version: record.version,
  source: sourceOf(record),
  note: null,
  correctionNote: record.correctionNote ?? null,
  reason: null,
});

export const actEntry = (record: ActRecord): HistoryEntry => ({
  kind: 'act',
  op: record.op,
  at: record.at,
  by: record.by,
  version: record.version,
  source: sourceOf(record),
  note: record.note ?? null,
  correctionNote: record.correctionNote ?? null,
  reason: record.reason ?? null,
});

const sourceOf = ({ source }: ContentRecord | ActRecord) => ({ ...splitKey(source.key), versionId: source.versionId });
