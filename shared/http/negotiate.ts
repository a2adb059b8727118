interface Range {
  type: string;
  subtype: string;
  quality: number;
}

/**
 * Which of these media types the client likes best by its `Accept` header (RFC 9110, 12.5.1): of ranges that fit a type the most
 * specific one speaks for it, and among equals the order of `offered` decides. Undefined where none is acceptable; the first
 * without a header. Parameters other than `q` ask for what we do not have (a profile, a version) and are passed over.
 */
export function negotiate<T extends string>(accept: string | undefined, offered: readonly T[]): T | undefined {
  if (accept === undefined || accept.trim() === '') return offered[0];
  const ranges = accept.split(',').flatMap(rangeOf);
  const rated = offered.map((type) => ({ type, quality: qualityOf(type, ranges) }));
  const best = rated.reduce((a, b) => (b.quality > a.quality ? b : a));
  return best.quality > 0 ? best.type : undefined;
}

function rangeOf(text: string): Range[] {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const [, type, subtype] = /^([^/\s]+)\/([^/\s]+)$/.exec(range) ?? [];
  if (type === undefined || subtype === undefined || (type === '*' && subtype !== '*')) return [];
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
  return /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(quality) ? [{ type, subtype, quality: Number(quality) }] : [];
}

function qualityOf(offered: string, ranges: readonly Range[]): number {
  const [type, subtype] = offered.split('/');
  const named = ranges.filter((range) => range.type === type && range.subtype === subtype);
  const ofType = ranges.filter((range) => range.type === type && range.subtype === '*');
  const any = ranges.filter((range) => range.type === '*');
  const [fitting] = [named, ofType, any].filter((each) => each.length > 0);
  return Math.max(0, ...(fitting ?? []).map(({ quality }) => quality));
}
