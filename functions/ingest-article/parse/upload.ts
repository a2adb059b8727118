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
