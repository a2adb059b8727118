import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { Functions } from '../../../infra/local/lambda/functions.ts';
import type { FunctionSpec } from '../../../infra/local/specs.ts';
import { objectEndpoint, tableEndpoint } from '../../engines.ts';

/** A directory for the state of a local host and the bundles of its functions, with the functions that run them. */
export class Bundles {
  readonly dir = mkdtempSync(join(tmpdir(), 'newsroom-functions-'));
  functions: Functions | undefined;

  /** Writes `source` as the bundle of a function. */
  write(name: string, source: string, more: Partial<FunctionSpec> = {}): FunctionSpec {
    const assetDir = join(this.dir, 'assets', name);
    mkdirSync(assetDir, { recursive: true });
    writeFileSync(join(assetDir, 'index.mjs'), source);
    return { name, assetDir, handler: 'index.handler', environment: {}, timeoutSeconds: 3, memoryMb: 128, ...more };
  }

  run(specs: FunctionSpec[], idleMs?: number): Functions {
    this.functions = new Functions(specs, {
      endpoint: objectEndpoint(),
      tableEndpoint: tableEndpoint(),
      stateDir: this.dir,
      ...(idleMs !== undefined && { idleMs }),
    });
    return this.functions;
  }

  /** A recording function's calls so far: each event it was given, in order. See `recorder`. */
  calls(name: string): unknown[] {
    try {
      const text = readFileSync(join(this.dir, `${name}.calls`), 'utf8').trim();
      return text === '' ? [] : text.split('\n').map((line): unknown => JSON.parse(line));
    } catch {
      return [];
    }
  }

  /** The source of a function that records each event and then runs `body`, with `event` and the count of calls as `n`. */
  recorder(name: string, body = ''): string {
    return `
      import { appendFileSync, readFileSync } from 'node:fs';
      const file = ${JSON.stringify(join(this.dir, `${name}.calls`))};
      export const handler = async (event) => {
        appendFileSync(file, JSON.stringify(event) + '\\n');
        const n = readFileSync(file, 'utf8').trim().split('\\n').length;
        ${body}
      };`;
  }

  async remove(): Promise<void> {
    await this.functions?.stop(0);
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** The answer of a function that succeeded, parsed. */
export function answerOf<T>(schema: z.ZodType<T>, outcome: { ok: boolean; payload?: string }): T {
  return schema.parse(JSON.parse(z.string().parse(outcome.payload)));
}
