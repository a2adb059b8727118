import * as z from 'zod';
import { instant } from '../time.ts';
import { lastOp, objectRef } from './article.ts';
import { editorsOp } from './editors-act.ts';

/** A content that the article has had, the item `ARTICLE#<id>` / `VERSION#<n>`. `guard` orders it among the acts. */
export const contentRecord = z.object({
  schemaVersion: z.literal(1),
  version: z.number().int(),
  lastOp,
  guard: z.number().int(),
  /** The article's `updatedAt` with it. */
  at: instant,
  by: z.literal('upload'),
  source: objectRef,
  correctionNote: z.string().optional(),
});

export type ContentRecord = z.infer<typeof contentRecord>;

/** What an editor did, the item `ARTICLE#<id>` / `ACT#<at>#<guard>`: written with the act, never changed. */
export const actRecord = z.object({
  schemaVersion: z.literal(1),
  op: editorsOp,
  guard: z.number().int(),
  at: instant,
  /** The editor's user id. */
  by: z.string(),
  /** A word to the other editors, which readers never see. */
  note: z.string().optional(),
  correctionNote: z.string().optional(),
  reason: z.string().optional(),
  /** The content that stood then, and the upload that it came from. */
  version: z.number().int(),
  source: objectRef,
});

export type ActRecord = z.infer<typeof actRecord>;
