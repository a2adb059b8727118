import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTableEngine, type TableEngine } from '../../../../infra/local/engines/table-engine.ts';
import { createTable, keysAndStream } from '../../../engines.ts';

const client = (endpoint: string) =>
  new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

const tablesOf = async (engine: TableEngine) =>
  (await client(engine.endpoint).send(new ListTablesCommand({}))).TableNames ?? [];

describe('the table engine', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'newsroom-tables-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('keeps tables over a restart', async () => {
    const first = await startTableEngine({ prefer: 'native', dataDir: dir });
    const name = await createTable(client(first.endpoint), { name: 'kept', createTable: keysAndStream });
    await first.stop();
    const second = await startTableEngine({ prefer: 'native', dataDir: dir });
    expect(await tablesOf(second)).toContain(name);
    await second.stop();
  });

  // What dynoxide asks at each write, read and description of a stream; the index must serve all, of old files too.
  it.each([
    'SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 FROM _stream_records WHERE table_name = ?1',
    `SELECT new_image FROM _stream_records WHERE table_name = ?1 AND shard_id = ?2
     AND CAST(sequence_number AS INTEGER) > ?3 ORDER BY CAST(sequence_number AS INTEGER) ASC LIMIT ?4`,
    'SELECT MIN(sequence_number), MAX(sequence_number) FROM _stream_records WHERE table_name = ?1 AND shard_id = ?2',
  ])('finds stream records without going through all of them: %s', async (query) => {
    const engine = await startTableEngine({ prefer: 'native', dataDir: dir });
    await engine.stop();
    if (engine.engine !== 'dynoxide') return;
    const db = new DatabaseSync(join(dir, 'dynoxide.db'));
    const plan = JSON.stringify(db.prepare(`EXPLAIN QUERY PLAN ${query}`).all());
    db.close();
    expect(plan).toMatch(/SEARCH _stream_records USING (?:COVERING )?INDEX newsroom_stream_order/);
    expect(plan).not.toContain('TEMP B-TREE');
  });

  it('ends with the process that started it, even by SIGKILL', async () => {
    const module = new URL('../../../../infra/local/engines/table-engine.ts', import.meta.url).href;
    const program = `
      const { startTableEngine } = await import(${JSON.stringify(module)});
      const engine = await startTableEngine({ prefer: 'native', dataDir: ${JSON.stringify(dir)} });
      process.stdout.write(engine.endpoint, () => process.kill(process.pid, 'SIGKILL'));`;
    const { stdout, signal } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      encoding: 'utf8',
    });
    expect(signal).toBe('SIGKILL');
    await expect.poll(() => fetch(stdout).then(String, () => 'gone'), { timeout: 5000 }).toBe('gone');
  });

  it('takes the endpoint that DYNAMODB_ENDPOINT names, and starts nothing', async () => {
    process.env.DYNAMODB_ENDPOINT = 'http://127.0.0.1:9';
    try {
      expect(await startTableEngine({ prefer: 'java', dataDir: join(dir, 'unused') })).toMatchObject({
        endpoint: 'http://127.0.0.1:9',
        engine: 'external',
      });
    } finally {
      delete process.env.DYNAMODB_ENDPOINT;
    }
    expect(existsSync(join(dir, 'unused'))).toBe(false);
  });
});
