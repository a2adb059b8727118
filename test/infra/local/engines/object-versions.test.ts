import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDurableStore } from '../../../../infra/local/engines/durable-store.ts';
import { ObjectVersions } from '../../../../infra/local/engines/object-versions.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'newsroom-versions-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

it('gives greater sequencers within a millisecond, after a restart and under a clock that was set back', () => {
  const now = new Date('2026-11-24T07:00:00Z');
  const dayBefore = new Date('2026-11-23T07:00:00Z');
  const first = openDurableStore(dir);
  const versions = new ObjectVersions(first);
  const given = [versions.nextSequencer(now), versions.nextSequencer(now), versions.nextSequencer(dayBefore)];
  first.persistence.close();
  const second = openDurableStore(dir);
  given.push(new ObjectVersions(second).nextSequencer(dayBefore));
  second.persistence.close();
  expect(given).toEqual([...new Set(given)].sort());
  for (const sequencer of given) expect(sequencer).toMatch(/^[0-9A-F]{18}$/);
});

it('undoes a transaction whole when a part of it throws, one within another too', () => {
  const { db, transaction, persistence } = openDurableStore(dir);
  db.exec('CREATE TABLE t (x)');
  const broken = () =>
    transaction(() => {
      db.exec('INSERT INTO t VALUES (1)');
      transaction(() => db.exec('INSERT INTO t VALUES (2)'));
      throw new Error('broken');
    });
  expect(broken).toThrow('broken');
  transaction(() => db.exec('INSERT INTO t VALUES (3)'));
  expect(db.prepare('SELECT x FROM t').all()).toEqual([{ x: 3 }]);
  persistence.close();
});
