import type { ArticleDocument } from '../../../shared/article/document.ts';
import type { Refusal } from '../../../shared/article/refusal.ts';
import type { Instant } from '../../../shared/time.ts';

/** One object version as it was stored. */
export interface Upload {
  /** Decoded, as the object is named. */
  key: string;
  body: Uint8Array;
  contentType?: string;
  /** The `x-amz-meta-*` values by lowercase name without that prefix. */
  metadata: Record<string, string>;
  storedAt: Instant;
}

export type Parsed = { ok: true; document: ArticleDocument } | { ok: false; refusal: Refusal };
