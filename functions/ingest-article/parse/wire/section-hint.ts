import { feedName } from '../../../../shared/feed/feed-name.ts';
import type { Settings } from '../../../../shared/settings.ts';

/**
 * The first of a wire's own categories that is a section of this stage. A wire's words create no section and are no reason to
 * refuse, and the folder that the desk chose comes before them.
 */
export function sectionHint(categories: readonly string[], key: string, settings: Settings): string | undefined {
  const folder = key.includes('/') ? feedName(key.slice(0, Math.min(key.indexOf('/'), 200))) : '';
  if (settings.sections.includes(folder)) return undefined;
  return categories.map((name) => feedName(name.slice(0, 100))).find((name) => settings.sections.includes(name));
}
