import * as z from 'zod';
import { compareSequencers } from '../../../shared/article/sequencer.ts';
import { type UploadVersion, uploadVersion } from '../../../shared/article/upload.ts';
import {
  QUARANTINE_INDEX,
  QUARANTINED,
  uploadHeadKey,
  uploadVersionKey,
} from '../../../shared/store/editorial-keys.ts';
import type { Item } from '../../../shared/store/expressions.ts';
import type { Table } from '../../../shared/store/table.ts';
import { withParts } from '../../../shared/store/upload-parts.ts';
import type { Uploads } from '../ports.ts';

/** What became of the uploads, out of the editorial table. */
export class UploadsTable implements Uploads {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async versions(key: string) {
    const items: Item[] = [];
    const query = { pk: uploadHeadKey(key).pk, sk: { beginsWith: 'VERSION#' }, consistent: true };
    for await (const item of this.#table.queryAll(query)) items.push(item);
    const newestFirst = (a: { sequencer: string }, b: { sequencer: string }) =>
      compareSequencers(b.sequencer, a.sequencer);
    return items.map((item) => uploadVersion.parse(item)).sort(newestFirst);
  }

  async quarantined({ after, limit }: { after?: string; limit: number }) {
    const page = await this.#table.query({
      pk: QUARANTINED,
      index: QUARANTINE_INDEX,
      newestFirst: true,
      limit,
      ...(after !== undefined && { startKey: startKeyOf(after) }),
    });
    const versions = page.items.map((item) => uploadVersion.parse(item));
    const last = versions.at(-1);
    return { versions, ...(page.next && last && { next: positionOf(last) }) };
  }

  withParts(versions: readonly UploadVersion[]) {
    return withParts(this.#table, versions);
  }
}

/** The place of a version in the index, as DynamoDB wants it back: the index's key and the table's. */
const positionOf = ({ receivedAt, key, versionId }: UploadVersion) => JSON.stringify([receivedAt, key, versionId]);

const position = z.tuple([z.string(), z.string(), z.string()]);

function startKeyOf(after: string): Item {
  const [receivedAt, key, versionId] = position.parse(JSON.parse(after));
  return { ...uploadVersionKey(key, versionId), [QUARANTINE_INDEX.pk]: QUARANTINED, [QUARANTINE_INDEX.sk]: receivedAt };
}
