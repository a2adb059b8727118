import { randomBytes } from 'node:crypto';
import type { SQLInputValue, StatementSync } from 'node:sqlite';
import * as z from 'zod';
import type { DurableStore } from './durable-store.ts';
import type { S3Object } from './fauxqs-parts.ts';

/** One version of a key. `object` is absent for a delete marker. */
export interface ObjectVersion {
  key: string;
  versionId: string;
  sequencer: string;
  at: Date;
  latest: boolean;
  object?: S3Object;
}

const SCHEMA = `
CREATE TABLE IF NOT EXISTS newsroom_versions (
  bucket TEXT NOT NULL, key TEXT NOT NULL, sequencer TEXT NOT NULL, version_id TEXT NOT NULL,
  at TEXT NOT NULL, object TEXT, body BLOB,
  PRIMARY KEY (bucket, key, sequencer)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS newsroom_sequencer (id INTEGER PRIMARY KEY CHECK (id = 0), last TEXT NOT NULL);`;

const SAVE_BODY = `UPDATE newsroom_versions
  SET body = (SELECT o.body FROM s3_objects o WHERE o.bucket = ?1 AND o.key = ?2)
  WHERE bucket = ?1 AND key = ?2 AND body IS NULL AND object IS NOT NULL`;

/**
 * The versions of the keys of versioned buckets. The body of the version that is current stays with the object itself; it
 * moves here when another takes its place.
 */
export class ObjectVersions {
  readonly #db: DurableStore['db'];
  readonly #statements = new Map<string, StatementSync>();

  constructor(durable: DurableStore) {
    this.#db = durable.db;
    this.#db.exec(SCHEMA);
  }

  /**
   * A sequencer as S3 gives them: hexadecimal, greater than every one before it, over restarts and set-back clocks too.
   * To be called in the transaction of the change.
   */
  nextSequencer(now: Date): string {
    const row = z.object({ last: z.string() }).optional().parse(this.#one('SELECT last FROM newsroom_sequencer'));
    const earliest = BigInt(`0x${row?.last ?? '0'}`) + 1n;
    const byClock = BigInt(now.getTime()) << 20n;
    const next = (byClock > earliest ? byClock : earliest).toString(16).toUpperCase().padStart(18, '0');
    this.#run('INSERT OR REPLACE INTO newsroom_sequencer VALUES (0, ?)', next);
    return next;
  }

  /** Keeps the body of the version that is current now, before another object or a marker takes its place. */
  archive(bucket: string, key: string): void {
    this.#run(SAVE_BODY, bucket, key);
  }

  /** Adds the newest version of a key, the object as it now stands or a delete marker, and returns its id. */
  add(bucket: string, key: string, sequencer: string, at: Date, object?: S3Object): string {
    const versionId = randomBytes(24).toString('base64url').replaceAll('-', '.');
    const meta = object ? JSON.stringify({ ...object, body: undefined }) : null;
    this.#run('INSERT INTO newsroom_versions VALUES (?, ?, ?, ?, ?, ?, NULL)', [
      ...[bucket, key, sequencer, versionId, at.toISOString()],
      meta,
    ]);
    return versionId;
  }

  /** The newest version of the key, delete markers included. */
  newest(bucket: string, key: string): ObjectVersion | undefined {
    return this.list(bucket, { key }, 1)[0];
  }

  find(bucket: string, key: string, versionId: string): ObjectVersion | undefined {
    return this.list(bucket, { key }).find((version) => version.versionId === versionId);
  }

  remove(bucket: string, version: ObjectVersion): void {
    this.#run(
      'DELETE FROM newsroom_versions WHERE bucket = ? AND key = ? AND sequencer = ?',
      bucket,
      version.key,
      version.sequencer,
    );
  }

  /** Every version, keys in order and the newest of a key first. */
  list(bucket: string, where: { key: string } | { prefix: string }, limit = -1): ObjectVersion[] {
    const columns = 'SELECT key, sequencer, version_id, at, object FROM newsroom_versions WHERE bucket = ?';
    const order = `ORDER BY key, sequencer DESC LIMIT ${limit}`;
    const rows =
      'key' in where
        ? this.#all(`${columns} AND key = ? ${order}`, bucket, where.key)
        : this.#all(`${columns} AND substr(key, 1, length(?2)) = ?2 ${order}`, bucket, where.prefix);
    let last: string | undefined;
    return z
      .array(versionRow)
      .parse(rows)
      .map((row) => {
        const latest = row.key !== last;
        last = row.key;
        const { key, sequencer, version_id: versionId, at, object } = row;
        return { key, sequencer, versionId, at: new Date(at), latest, ...(object !== undefined && { object }) };
      });
  }

  /** The bytes of an archived version; undefined for the current one, whose bytes are the object's. */
  body(bucket: string, version: ObjectVersion): Buffer | undefined {
    const row = this.#one(
      'SELECT body FROM newsroom_versions WHERE bucket = ? AND key = ? AND sequencer = ?',
      bucket,
      version.key,
      version.sequencer,
    );
    const { body } = z.object({ body: z.instanceof(Uint8Array).nullable() }).parse(row);
    return body === null ? undefined : Buffer.from(body);
  }

  #run(sql: string, ...values: [SQLInputValue[]] | SQLInputValue[]): void {
    this.#statement(sql).run(...values.flat());
  }

  #one(sql: string, ...values: SQLInputValue[]): unknown {
    return this.#statement(sql).get(...values);
  }

  #all(sql: string, ...values: SQLInputValue[]): unknown {
    return this.#statement(sql).all(...values);
  }

  #statement(sql: string): StatementSync {
    const prepared = this.#statements.get(sql) ?? this.#db.prepare(sql);
    this.#statements.set(sql, prepared);
    return prepared;
  }
}

const storedObject = z
  .object({
    key: z.string(),
    contentType: z.string(),
    contentLength: z.number(),
    etag: z.string(),
    lastModified: z.iso.datetime().transform((text) => new Date(text)),
    metadata: z.record(z.string(), z.string()),
    contentLanguage: z.string().exactOptional(),
    contentDisposition: z.string().exactOptional(),
    cacheControl: z.string().exactOptional(),
    contentEncoding: z.string().exactOptional(),
    checksumAlgorithm: z.enum(['CRC32', 'SHA1', 'SHA256']).exactOptional(),
    checksumValue: z.string().exactOptional(),
    checksumType: z.enum(['FULL_OBJECT', 'COMPOSITE']).exactOptional(),
  })
  .transform((object): S3Object => ({ ...object, body: Buffer.alloc(0) }));

const versionRow = z.object({
  key: z.string(),
  sequencer: z.string(),
  version_id: z.string(),
  at: z.string(),
  object: z
    .string()
    .nullable()
    .transform((json) => (json === null ? undefined : storedObject.parse(JSON.parse(json)))),
});
