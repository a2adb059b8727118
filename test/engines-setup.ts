import type { TestProject } from 'vitest/node';
import { startObjectStore } from '../infra/local/engines/object-store.ts';
import { startTableEngine } from '../infra/local/engines/table-engine.ts';

declare module 'vitest' {
  interface ProvidedContext {
    tableEndpoint: string;
    objectEndpoint: string;
  }
}

/** Once a run: the real engines, in memory or a temporary directory, for every test that speaks to them over the wire. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [tables, objects] = await Promise.all([startTableEngine({ prefer: 'java' }), startObjectStore()]);
  project.provide('tableEndpoint', tables.endpoint);
  project.provide('objectEndpoint', objects.endpoint);
  return async () => {
    await Promise.all([tables.stop(), objects.stop()]);
  };
}
