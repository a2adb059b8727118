import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { objectEndpoint, tableEndpoint } from '../../../engines.ts';
import { answerOf, Bundles } from '../bundles.ts';

let bundles: Bundles;
beforeEach(() => {
  bundles = new Bundles();
});
afterEach(() => bundles.remove());

const alive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const PID = 'export const handler = async () => process.pid;';

describe('a function', () => {
  it('has its own variables and those of Lambda, and no others', async () => {
    process.env.HOST_SECRET = 'not for functions';
    const spec = bundles.write('env', 'export const handler = async () => process.env;', {
      environment: { EDITORIAL_TABLE: 'newsroom-editorial' },
    });
    const env = answerOf(z.record(z.string(), z.string()), await bundles.run([spec]).invoke('env', {}));
    delete process.env.HOST_SECRET;
    expect(env).toMatchObject({
      EDITORIAL_TABLE: 'newsroom-editorial',
      AWS_ENDPOINT_URL: objectEndpoint(),
      AWS_ENDPOINT_URL_DYNAMODB: tableEndpoint(),
      AWS_REGION: 'us-east-1',
      AWS_LAMBDA_FUNCTION_NAME: 'env',
      TZ: 'UTC',
    });
    const known = /^(AWS_|EDITORIAL_TABLE$|PATH$|LANG$|TZ$|NODE_OPTIONS$|NODE_CHANNEL_|LAMBDA_TASK_ROOT$|_HANDLER$)/;
    expect(Object.keys(env).filter((name) => !known.test(name))).toEqual([]);
  });

  it('gets its event and a context, and answers JSON', async () => {
    const spec = bundles.write(
      'echo',
      `export const handler = async (event, context) =>
         ({ event, at: new Date(0), name: context.functionName, left: context.getRemainingTimeInMillis(), nothing: undefined });`,
    );
    const outcome = await bundles.run([spec]).invoke('echo', { headline: 'Hà Nội' });
    const answer = answerOf(z.looseObject({ left: z.number() }), outcome);
    expect(answer).toEqual({
      ...{ event: { headline: 'Hà Nội' }, at: '1970-01-01T00:00:00.000Z', name: 'echo' },
      left: expect.any(Number),
    });
    expect(answer.left).toBeGreaterThan(2000);
    expect(answer.left).toBeLessThanOrEqual(3000);
  });

  it('stays warm between events, and is ended when idle', async () => {
    const functions = bundles.run([bundles.write('pid', PID)], 300);
    const first = answerOf(z.number(), await functions.invoke('pid', {}));
    expect(answerOf(z.number(), await functions.invoke('pid', {}))).toBe(first);
    await expect.poll(() => alive(first), { timeout: 5000 }).toBe(false);
    expect(answerOf(z.number(), await functions.invoke('pid', {}))).not.toBe(first);
  });

  it('leaves its compiled code to the next environment, though it ends by being killed', async () => {
    await bundles.run([bundles.write('pid', PID)]).invoke('pid', {});
    const compiled = () => readdirSync(join(bundles.dir, 'compile-cache'), { recursive: true }).length;
    // A directory for this Node, and a file for the bundle at least.
    await expect.poll(compiled, { timeout: 2000 }).toBeGreaterThan(1);
  });

  it('runs as many events at a time as it may, one to an environment', async () => {
    const source = `
      let running = 0, most = 0;
      export const handler = async () => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, 50));
        running--;
        return { pid: process.pid, most };
      };`;
    const functions = bundles.run([bundles.write('busy', source, { concurrency: 2 })]);
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => functions.invoke('busy', {})));
    const answers = outcomes.map((o) => answerOf(z.object({ pid: z.number(), most: z.number() }), o));
    expect(new Set(answers.map((answer) => answer.pid)).size).toBe(2);
    expect(Math.max(...answers.map((answer) => answer.most))).toBe(1);
  });

  it('fails with its own error, and stays', async () => {
    const source = `export const handler = async (event) => {
      if (event.fail) throw new TypeError('no such desk');
      return process.pid;
    };`;
    const functions = bundles.run([bundles.write('thrower', source)]);
    const pid = answerOf(z.number(), await functions.invoke('thrower', {}));
    expect(await functions.invoke('thrower', { fail: true })).toMatchObject({
      ok: false,
      error: { errorType: 'TypeError', errorMessage: 'no such desk' },
    });
    expect(answerOf(z.number(), await functions.invoke('thrower', {}))).toBe(pid);
  });

  it('is killed at its time-out', async () => {
    const source = `export const handler = (event) => event.hang ? new Promise(() => { for (;;); }) : process.pid;`;
    const functions = bundles.run([bundles.write('slow', source, { timeoutSeconds: 1 })]);
    const pid = answerOf(z.number(), await functions.invoke('slow', {}));
    const outcome = await functions.invoke('slow', { hang: true });
    expect(outcome).toMatchObject({ ok: false, error: { errorType: 'Sandbox.Timedout' } });
    expect(JSON.stringify(outcome)).toMatch(/Task timed out after 1\.00 seconds/);
    await expect.poll(() => alive(pid)).toBe(false);
    expect(answerOf(z.number(), await functions.invoke('slow', {}))).not.toBe(pid);
  });

  it('is killed when it takes more memory than it may, buffers and all', async () => {
    const source = `const kept = [];
      export const handler = async (event) => {
        for (let mb = 0; mb < event.mb; mb += 50) {
          kept.push(Buffer.alloc(50 * 2 ** 20, 1));
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
        return process.pid;
      };`;
    const functions = bundles.run([bundles.write('hungry', source, { memoryMb: 256 })]);
    expect(await functions.invoke('hungry', { mb: 50 })).toMatchObject({ ok: true });
    expect(await functions.invoke('hungry', { mb: 1000 })).toMatchObject({
      ok: false,
      error: { errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining('of 256 MB') },
    });
  });

  it('fails when its process ends, or cannot begin, and has a new one the next time', async () => {
    const functions = bundles.run([
      bundles.write('exit', 'export const handler = async (event) => event.exit ? process.exit(3) : "fine";'),
      bundles.write('broken', 'throw new Error("EDITORIAL_TABLE is not set");'),
      bundles.write('nameless', 'export const other = 1;'),
    ]);
    expect(await functions.invoke('exit', { exit: true })).toMatchObject({
      ok: false,
      error: { errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining('exit status 3') },
    });
    expect(await functions.invoke('exit', {})).toMatchObject({ ok: true });
    expect(await functions.invoke('broken', {})).toMatchObject({
      error: { errorMessage: 'EDITORIAL_TABLE is not set' },
    });
    expect(await functions.invoke('nameless', {})).toMatchObject({
      error: { errorMessage: 'index.handler is undefined or not exported' },
    });
  });

  it('may use no more memory than it has', async () => {
    const source = `export const handler = async () => {
      const kept = [];
      for (;;) kept.push(new Array(1e5).fill(Math.random()).map(String));
    };`;
    const functions = bundles.run([bundles.write('greedy', source, { memoryMb: 128, timeoutSeconds: 15 })]);
    expect(await functions.invoke('greedy', {})).toMatchObject({
      ok: false,
      error: { errorType: 'Runtime.ExitError' },
    });
  });

  it('writes its output to its log', async () => {
    const functions = bundles.run([
      bundles.write('talker', 'export const handler = async () => { console.log("a line"); throw new Error("bad"); };'),
    ]);
    await functions.invoke('talker', {});
    const log = () => readFileSync(join(bundles.dir, 'logs', 'talker.log'), 'utf8');
    await expect.poll(log).toMatch(/a line/);
    expect(log()).toMatch(/"errorMessage":"bad"/);
  });

  it('ends with its host, even by SIGKILL', async () => {
    const { name, ...spec } = bundles.write('orphan', PID);
    const module = new URL('../../../../infra/local/lambda/functions.ts', import.meta.url).href;
    const program = `
      const { Functions } = await import(${JSON.stringify(module)});
      const functions = new Functions([${JSON.stringify({ name, ...spec })}], {
        endpoint: 'http://127.0.0.1:9', tableEndpoint: 'http://127.0.0.1:9', stateDir: ${JSON.stringify(bundles.dir)},
      });
      const { payload } = await functions.invoke('orphan', {});
      process.stdout.write(payload, () => process.kill(process.pid, 'SIGKILL'));`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
    const pid = z.coerce.number().int().positive().parse(stdout);
    await expect.poll(() => alive(pid), { timeout: 5000 }).toBe(false);
  });

  it('answers as Lambda does to Invoke, and nothing for a name that no function has', async () => {
    const functions = bundles.run([
      bundles.write('pid', PID),
      bundles.write('bad', 'export const handler = async () => { throw 1; };'),
    ]);
    expect(await functions.answer('pid', {})).toMatchObject({ payload: expect.stringMatching(/^\d+$/) });
    expect(await functions.answer('bad', {})).toMatchObject({ functionError: 'Unhandled' });
    expect(await functions.answer('nobody', {})).toBeUndefined();
  });
});
