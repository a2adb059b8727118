import { ownFolder, placeOf } from '../../../shared/article/image.ts';

const LONGEST = 1024;
const SCHEME = /^(?:[a-z][a-z0-9+.-]*:|\/\/|#)/i;

/**
 * The keys of the uploads bucket that an image's path in an article may mean, the likeliest first: in the article's own folder
 * (`world/treaty/` of `world/treaty.md`), then beside the article. A path from the root means one key; none leads above it.
 * Empty for what is no path: any URL, or nothing.
 */
export function imageKeysOf(src: string, articleKey: string): string[] {
  if (src === '' || src.length > LONGEST || SCHEME.test(src)) return [];
  const path = decoded(src.replace(/[?#].*$/s, '')).normalize('NFC');
  const bases = path.startsWith('/') ? [''] : [ownFolder(articleKey), placeOf(articleKey).folder];
  return [...new Set(bases.flatMap((base) => joined(base, path) ?? []))];
}

function joined(base: string, path: string): string | undefined {
  const parts: string[] = [];
  for (const part of [...base.split('/'), ...path.split('/')]) {
    if (part === '..' && parts.pop() === undefined) return undefined;
    if (part !== '' && part !== '.' && part !== '..') parts.push(part);
  }
  return /(?:^|\/)\.{0,2}$/.test(path) ? undefined : parts.join('/');
}

/** A path may be written as in a URL, or as the file is named. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
