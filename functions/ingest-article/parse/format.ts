import type { Settings } from '../../../shared/settings.ts';
import type { Fields } from './fields.ts';

/** An upload as text, for a format to recognise and to read. */
export interface Source {
  /** Clean, NFC, with line feeds; never blank. */
  text: string;
  key: string;
  /** The content type without parameters, in lowercase. */
  mediaType: string | undefined;
}

/** What a format found: its fields as they are written there, and the body, which nobody has sanitised yet. */
export interface Draft {
  fields: Fields;
  html: string;
  extras: Record<string, unknown>;
}

/**
 * One format of articles. A new one is one file and one line in `formats.ts`. `recognises` looks at the content, never at the
 * name alone. `parse` gets the fields that are settled already, as a headline that is given leaves the first line in the body.
 */
export interface Format {
  name: string;
  recognises(source: Source): boolean;
  parse(source: Source, given: Fields, settings: Settings): Draft;
}
