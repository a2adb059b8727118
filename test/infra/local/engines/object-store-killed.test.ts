import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { type ObjectStore, startObjectStore } from '../../../../infra/local/engines/object-store.ts';
import type { BucketSpec, QueueSpec } from '../../../../infra/local/specs.ts';

const queue: QueueSpec = { name: 'up', arn: 'arn:aws:sqs:us-east-1:000000000000:up', visibilityTimeoutSeconds: 30 };
const bucket: BucketSpec = {
  ...{ name: 'uploads', versioned: true },
  notifications: [{ events: ['s3:ObjectCreated:*'], queueArn: queue.arn }],
};
const notice = z.object({ Records: z.array(z.object({ s3: z.object({ object: z.object({ key: z.string() }) }) })) });

/** A process that serves the store and says where; it ends with this one, should the test be cut short. */
function serve(dataDir: string) {
  const module = new URL('../../../../infra/local/engines/object-store.ts', import.meta.url).href;
  const program = `
    const { startObjectStore } = await import(${JSON.stringify(module)});
    const store = await startObjectStore({ dataDir: ${JSON.stringify(dataDir)} });
    store.ensureQueue(${JSON.stringify(queue)});
    store.ensureBucket(${JSON.stringify(bucket)});
    console.log(store.endpoint);
    process.stdin.resume().once('end', () => process.exit());`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const endpoint = new Promise<string>((resolve) => {
    child.stdout.once('data', (line) => resolve(String(line).trim()));
  });
  return { child, endpoint };
}

/** The keys that are notified of, in order. */
function notified(store: ObjectStore): string[] {
  const bodies: string[] = [];
  for (let batch = store.queue(queue.arn).receive(10); batch.length > 0; batch = store.queue(queue.arn).receive(10)) {
    bodies.push(...batch.map((message) => message.body));
  }
  return bodies
    .filter((body) => body.includes('"Records"'))
    .flatMap((body) => notice.parse(JSON.parse(body)).Records.map((record) => record.s3.object.key));
}

it('loses no answered write and no notification when it is killed, and keeps no object without one', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'newsroom-killed-'));
  const { child, endpoint } = serve(dataDir);
  const url = await endpoint;
  const answered: string[] = [];
  const write = async (writer: number) => {
    for (let i = 0; ; i++) {
      const key = `${writer}-${i}`;
      const response = await fetch(`${url}/uploads/${key}`, { method: 'PUT', body: key.repeat(500) });
      if (response.ok) answered.push(key);
    }
  };
  const writers = Promise.allSettled([1, 2, 3, 4].map(write));
  await expect.poll(() => answered.length, { timeout: 10_000, interval: 5 }).toBeGreaterThan(50);
  child.kill('SIGKILL');
  await writers;

  const store = await startObjectStore({ dataDir });
  onTestFinished(async () => {
    await store.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const keys = notified(store);
  expect(keys).toEqual(expect.arrayContaining(answered));
  expect(keys).toHaveLength(new Set(keys).size);
  for (const key of keys) expect(store.readPublic('uploads', key)?.body.toString()).toBe(key.repeat(500));
  const unnotified = [1, 2, 3, 4].filter((writer) => {
    const last = keys.filter((key) => key.startsWith(`${writer}-`)).length;
    return store.readPublic('uploads', `${writer}-${last}`) !== undefined;
  });
  expect(unnotified).toEqual([]);
});
