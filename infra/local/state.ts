import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';

/** Where everything lies that the local newsroom keeps: `NEWSROOM_STATE`, else `.newsroom` in the project. */
export function stateDirectory(root: string): string {
  return resolve(root, process.env.NEWSROOM_STATE || '.newsroom');
}

const running = z.object({
  /** The stack's outputs, by the names that they have once deployed. */
  outputs: z.record(z.string(), z.string()),
  /** Where S3, SQS and invocations of functions are served, and where the tables are. */
  storeUrl: z.url(),
  tableUrl: z.url(),
  /** Whose tokens the functions take. */
  issuer: z.object({ issuer: z.string(), audience: z.string(), rolesClaim: z.string() }),
});

export type Running = z.infer<typeof running>;

const outputsFile = (state: string) => join(state, 'outputs.json');

export const saveRunning = (state: string, value: Running): void =>
  writeFileSync(outputsFile(state), `${JSON.stringify(value, null, 2)}\n`);

/** How to reach the local newsroom as it was last started. Throws, saying what to do, when it never was. */
export function readRunning(state: string): Running {
  let text: string;
  try {
    text = readFileSync(outputsFile(state), 'utf8');
  } catch {
    throw new Error(`There is no local newsroom in ${state} yet: run \`npm start\` first`);
  }
  return running.parse(JSON.parse(text));
}

export const issuerDirectory = (state: string): string => join(state, 'issuer');

/** The credentials that local S3, SQS and tables take. */
export const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };
