import type { Fields } from '../fields.ts';

/** `LONDON, Nov 24 (Reuters) - `, `Hà Nội (TTXVN) – `, `(TTXVN) - `. */
const WITH_AGENCY =
  /^(\p{Lu}[\p{L}\p{M}\s.'’/-]{1,50}(?:,\s*[\p{L}\p{M}\d\s./]{1,20})?)?\s*\((\p{Lu}[^()]{1,39})\)\s*[-–—]+\s+(?=\S)/u;
/** `LONDON — `: without an agency only capitals and a real dash make a dateline. */
const CAPITALS =
  /^((?:\p{Lu}[\p{Lu}\p{M}.'’-]+)(?:\s\p{Lu}[\p{Lu}\p{M}.'’-]+){0,3}(?:,\s*[\p{L}.]{1,12}(?:\s\d{1,2})?)?)\s*[–—]\s+(?=\S)/u;

/** `VOV.VN - `: a Vietnamese site that signs its texts. */
const SITE = /^()([\p{Lu}\d]{2,20}\.VN)\s*[-–—]\s+(?=\S)/u;

const KNOWN = /^(?:Reuters|Xinhua|Tân Hoa xã|Bloomberg|Kyodo|Yonhap|Vietnam\+)$/i;

const AGENCY_AT_END =
  /([.!?…]["'”’]?)\s*\((?:(?:according to|theo)\s+)?(Reuters|AP|AFP|TTXVN|VNA|Vietnam\+|Xinhua|Tân Hoa xã|dpa|DPA|EFE|ANSA|TASS|Kyodo|Yonhap|UPI|Bloomberg|PTI)\)\.?$/iu;

/** Takes the dateline and the agency off the first paragraph, and an agency in brackets off the end of the last. */
export function takeDateline(paragraphs: readonly string[], at: string): { paragraphs: string[]; fields: Fields } {
  const fields: Fields = {};
  const result = [...paragraphs];
  const last = result.length - 1;
  const opening = result[0]?.slice(0, 200) ?? '';
  const match = withAgency(opening) ?? CAPITALS.exec(opening) ?? SITE.exec(opening);
  if (match) {
    const [whole, place, agency] = match;
    if (place?.trim()) fields.dateline = { values: [place.trim()], at };
    if (agency) fields.credit = { values: [agency.trim()], at };
    result[0] = (result[0] ?? '').slice(whole.length);
  }
  const ending = result[last]?.slice(-100) ?? '';
  const signed = AGENCY_AT_END.exec(ending);
  if (signed?.[1] && signed[2]) {
    fields.credit ??= { values: [signed[2]], at: 'last paragraph' };
    result[last] = (result[last] ?? '').slice(0, signed.index - ending.length) + signed[1];
  }
  return { paragraphs: result, fields };
}

/** A place that is not in capitals is told from the subject of a sentence by an agency that is, or that is known. */
function withAgency(opening: string): RegExpExecArray | null {
  const match = WITH_AGENCY.exec(opening);
  const [, place = '', agency = ''] = match ?? [];
  const isCertain = !/\p{Ll}/u.test(place.split(',')[0] ?? '') || !/\p{Ll}/u.test(agency) || KNOWN.test(agency);
  return isCertain ? match : null;
}
