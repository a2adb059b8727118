import { findPackageJSON } from 'node:module';
import { pathToFileURL } from 'node:url';

/**
 * The directory of an installed package as a URL with a trailing slash; undefined where it is not installed, as an optional
 * dependency on another platform. (`import.meta.resolve` would do, but test runners that load modules themselves lack it.)
 */
export function installedPackage(name: string): URL | undefined {
  try {
    const manifest = findPackageJSON(name, import.meta.url);
    return manifest === undefined ? undefined : new URL('.', pathToFileURL(manifest));
  } catch {
    return undefined;
  }
}
