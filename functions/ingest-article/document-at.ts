import type { ArticleDocument } from '../../shared/article/document.ts';
import { splitKey } from '../../shared/article/upload-part.ts';
import { kindOf } from './kind-of-object.ts';
import type { Deps } from './ports.ts';

/** The document that a key had in this version, be it an object of its own or a part of one; undefined if it cannot be had any more. */
export async function documentAt(whole: string, versionId: string, deps: Deps): Promise<ArticleDocument | undefined> {
  const { key, part } = splitKey(whole);
  const kind = kindOf(await deps.uploads.read(key, versionId));
  if (kind === 'image' || 'code' in kind) return undefined;
  const reading = deps.parse(kind, key);
  const own = reading.ok && 'parts' in reading ? reading.parts.find(({ name }) => name === part)?.reading : reading;
  return own?.ok ? own.document : undefined;
}
