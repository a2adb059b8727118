import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';

const stored = z.record(z.string(), z.string());

/**
 * The secrets of this machine: each made at random the first time that it is asked for, and kept in a file that only its
 * owner can read. Names are those of the template's secrets, `name#key` for a member of a JSON secret.
 */
export class Secrets {
  readonly #file: string;
  readonly #values: Record<string, string>;

  constructor(file: string) {
    this.#file = file;
    this.#values = read(file);
  }

  get(name: string): string {
    const known = this.#values[name];
    if (known !== undefined) return known;
    const made = randomBytes(32).toString('base64url');
    this.#values[name] = made;
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, `${JSON.stringify(this.#values, null, 2)}\n`, { mode: 0o600 });
    return made;
  }
}

function read(file: string): Record<string, string> {
  try {
    return stored.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}
