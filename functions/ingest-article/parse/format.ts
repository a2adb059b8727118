import type { SkippedItem } from '../../../shared/article/upload.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { Fields } from './fields.ts';

/** What the stage configures, and where its site is. */
export type Stage = Settings & { siteUrl: string };

/** For refusals: what to upload instead. */
export const WHAT_IS_READ = 'plain text, Markdown, HTML, ninjs, NITF or NewsML-G2';

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
  /** What the ids of its footnotes hold: those are the only ids that a body may have. */
  noteMark?: string;
  /** The codes of tags, as `medtop:20000065`, by their names in lowercase. */
  codes?: ReadonlyMap<string, string>;
}

/** What a format found where one object holds several articles. */
export interface Several {
  /** Each with what its source calls it for ever, if it does. */
  drafts: (Draft & { guid: string | undefined })[];
  skipped: SkippedItem[];
}

/**
 * One format of articles. A new one is one file and one line in `formats.ts`. `recognises` looks at the content, never at the
 * name alone. `parse` gets the fields that are settled already, as a headline that is given leaves the first line in the body.
 */
export interface Format {
  name: string;
  /** True where it refuses too much of anything by itself, and `recognises` only looks at the beginning. */
  boundsItself?: boolean;
  recognises(source: Source): boolean;
  parse(source: Source, given: Fields, stage: Stage): Draft | Several;
}
