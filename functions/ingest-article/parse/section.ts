import { feedName } from '../../../shared/feed/feed-name.ts';
import { RESERVED_SECTIONS, type Settings } from '../../../shared/settings.ts';
import { type Fields, invalidField } from './fields.ts';
import { readText, statedAt } from './read-fields.ts';
import { UploadRefused } from './upload-refused.ts';

const LONGEST = 60;

/**
 * The section of an article: as stated, else the first folder of its key if that is a section, else the stage's default. A
 * folder is only a hint, and no reason to refuse or to create anything.
 */
export function sectionOf(fields: Fields, key: string, settings: Settings): string {
  const name = readText(fields, 'section');
  if (name === undefined) {
    const folder = key.includes('/') ? feedName(key.slice(0, Math.min(key.indexOf('/'), 200))) : '';
    return settings.sections.includes(folder) ? folder : settings.defaultSection;
  }
  const stated = statedAt(fields, 'section');
  const section = feedName(name.slice(0, 500));
  if (section === '' || section.length > LONGEST) {
    throw invalidField(stated, 'this cannot be the name of a section', `Use letters and digits, at most ${LONGEST}`);
  }
  if (RESERVED_SECTIONS.includes(section)) {
    throw new UploadRefused(
      'reserved-section',
      `The site needs the name "${section}" for itself. Choose another section.`,
      stated.at,
    );
  }
  const isKnown = section === settings.defaultSection || settings.sections.includes(section);
  if (!isKnown && settings.unknownSections === 'refuse') {
    throw new UploadRefused(
      'unknown-section',
      `There is no section "${section}". Choose one of: ${settings.sections.join(', ')}.`,
      stated.at,
    );
  }
  return section;
}
