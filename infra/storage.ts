import type { Construct } from 'constructs';
import { AUTHOR_INDEX, THREAD_INDEX } from '../shared/store/discussion-keys.ts';
import { QUARANTINE_INDEX } from '../shared/store/editorial-keys.ts';
import { OutboxTable } from './constructs/outbox-table.ts';
import { PrivateBucket } from './constructs/private-bucket.ts';
import type { Stage } from './stage.ts';

export type Storage = ReturnType<typeof createStorage>;

/** Everything that a stage keeps. */
export const createStorage = (scope: Construct, stage: Stage) => ({
  /** The originals, every version of them: the source of truth. */
  uploads: new PrivateBucket(scope, 'Uploads', stage, { versioned: true }),
  /** The normalised documents, each written once. */
  content: new PrivateBucket(scope, 'Content', stage),
  /** What the CDN serves. */
  public: new PrivateBucket(scope, 'Public', stage),
  editorial: new OutboxTable(scope, 'Editorial', stage, [QUARANTINE_INDEX]),
  discussion: new OutboxTable(scope, 'Discussion', stage, [THREAD_INDEX, AUTHOR_INDEX]),
});
