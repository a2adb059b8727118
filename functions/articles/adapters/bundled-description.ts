import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { API_DESCRIPTION } from '../../../shared/http/api-description.ts';

/** The OpenAPI document that was made with the bundle and stands beside it. Read when it is asked for, once. */
export function bundledDescription(directory: string): () => Promise<unknown> {
  let read: Promise<unknown> | undefined;
  return async () => {
    read ??= readFile(join(directory, API_DESCRIPTION.file), 'utf8').then((text): unknown => JSON.parse(text));
    return await read;
  };
}
