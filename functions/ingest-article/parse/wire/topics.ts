import { singleSpaced } from '../../../../shared/article/clean-text.ts';
import type { Fields } from '../fields.ts';
import type { Draft } from '../format.ts';
import { UploadRefused } from '../upload-refused.ts';
import { statedFields } from './stated-fields.ts';

/** A subject of an article as its source names it. */
export interface Topic {
  name: string;
  code?: string | undefined;
}

/** As many names as may come to the few that tags are. */
const MOST_TOPICS = 5000;

/** Vocabularies of IPTC by the ends of their addresses, and the aliases that IPTC's catalog gives them. */
const ALIASES: readonly [RegExp, string][] = [
  [/^https?:\/\/cv\.iptc\.org\/newscodes\/mediatopic\/?/i, 'medtop:'],
  [/^https?:\/\/cv\.iptc\.org\/newscodes\/subjectcode\/?/i, 'subj:'],
];

/** The code of a concept: with its scheme's alias where that is known, else after the scheme as it is written. */
export function topicCode(code: string | undefined, scheme?: string | undefined): string | undefined {
  const whole = (code && scheme && !code.includes(':') ? joined(scheme, code) : code)?.trim();
  if (!whole) return undefined;
  const known = ALIASES.find(([address]) => address.test(whole));
  return known ? whole.replace(known[0], known[1]) : whole;
}

const joined = (scheme: string, code: string) => (/[/#:=]$/.test(scheme) ? scheme + code : `${scheme}:${code}`);

/** Topics as tags; of several of one name the first speaks, and the first code that is given for it. Throws `UploadRefused`. */
export function tagged(topics: readonly Topic[], at: string): { fields: Fields; codes: NonNullable<Draft['codes']> } {
  if (topics.length > MOST_TOPICS) {
    const message = `There are ${topics.length} subjects. Keep the 30 that matter most.`;
    throw new UploadRefused('too-many-tags', message, at);
  }
  const codes = new Map<string, string>();
  const names = topics.map(({ name }) => singleSpaced(name));
  for (const [i, { code }] of topics.entries()) {
    const key = names[i]?.toLowerCase() ?? '';
    if (code !== undefined && !codes.has(key)) codes.set(key, code);
  }
  return { fields: statedFields(['tags', names, at]), codes };
}
