/** Languages whose names of months are known here. CLDR has them by way of Intl. */
const NAMED = ['en', 'fr', 'de', 'es', 'pt', 'it', 'nl', 'id'];
/** Where `03/04/2014` is the third of April. In English it is that or the fourth of March, and elsewhere who knows. */
const DAY_FIRST = new Set('ar cs da de el es fi fr he id it nb nl pl pt ro ru sk tr uk vi'.split(' '));

const ZONE = '(?:\\(?(?<zone>Z|(?:GMT|UTC)(?:\\s?[+-]\\d{1,2}(?::?\\d{2})?)?|[+-]\\d{2}:?\\d{2})\\)?)';
const TIME = `(?<hour>\\d{1,2})(?::|h|\\s?giờ\\s?)(?<minute>\\d{2})(?::(?<second>\\d{2}))?(?:\\s?(?<half>[ap])\\.?m\\.?)?(?:\\s?${ZONE})?`;
const DATES = [
  // March 3, 2014
  '(?<name>\\p{L}{3,12})\\.?\\s(?<day>\\d{1,2})(?:st|nd|rd|th)?,?\\s(?<year>\\d{4})',
  // 3 March 2014, 3. März 2014, 3 de marzo de 2014, 1er mars 2014
  '(?<day>\\d{1,2})(?:st|nd|rd|th|er|\\.|º)?\\s(?:de\\s)?(?<name>\\p{L}{3,12})\\.?,?\\s(?:de\\s)?(?<year>\\d{4})',
  // ngày 24 tháng 11 năm 2026
  '(?:ngày\\s)?(?<day>\\d{1,2})\\stháng\\s(?<month>\\d{1,2})(?:,|\\snăm)?\\s(?<year>\\d{4})',
  // 24/11/2026, 24.11.2026, 24-11-2026
  '(?:ngày\\s)?(?<first>\\d{1,2})(?<mark>[/.-])(?<then>\\d{1,2})\\k<mark>(?<year>\\d{4})',
];
const BETWEEN = '\\s?(?:,|-|–|\\||lúc|at|à|um|a las)?\\s?';
const FORMS = DATES.flatMap((date) => [
  new RegExp(`^${date}(?:${BETWEEN}${TIME})?$`, 'iu'),
  new RegExp(`^${TIME}${BETWEEN}${date}$`, 'iu'),
]);
/** `Tuesday,` says nothing that the date does not. */
const WEEKDAY = /^(?:thứ\s(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|\p{L}{2,12}\.?)\s?,\s(?=\d|\p{L}+\.?\s\d|ngày)/iu;
const LONGEST = 80;

/**
 * A date in words or numbers as pages show it, with its time or without, in the form that `parseTime` reads: `2026-11-24T10:30+07:00`.
 * Undefined for all that could mean two days: `03/04/2014` is read only in a language that puts the day first.
 */
export function dateInWords(text: string, language: string | undefined): string | undefined {
  if (text.length > LONGEST) return undefined;
  const bare = text.replace(/\s+/gu, ' ').trim().replace(WEEKDAY, '');
  for (const form of FORMS) {
    const groups = form.exec(bare)?.groups;
    const date = groups && dateOf(groups, language);
    const time = groups && timeOf(groups);
    if (date && time !== undefined) return date + time;
  }
  return undefined;
}

type Parts = Record<string, string | undefined>;

function dateOf({ name, month, day, first, then, year }: Parts, language: string | undefined): string | undefined {
  if (first !== undefined && then !== undefined) {
    const isDayFirst = DAY_FIRST.has(language?.split('-')[0]?.toLowerCase() ?? '') || Number(first) > 12;
    const isMonthFirst = !isDayFirst && Number(then) > 12;
    if (!isDayFirst && !isMonthFirst) return undefined;
    return isDayFirst ? `${year}-${two(then)}-${two(first)}` : `${year}-${two(first)}-${two(then)}`;
  }
  const number = month ?? monthNamed(name ?? '');
  return number === undefined ? undefined : `${year}-${two(number)}-${two(day)}`;
}

function timeOf({ hour, minute, second = '00', half, zone = '' }: Parts): string | undefined {
  if (hour === undefined) return '';
  if (half !== undefined && (Number(hour) > 12 || Number(hour) === 0)) return undefined;
  const noon = half?.toLowerCase() === 'p' ? 12 : 0;
  return `T${two(half === undefined ? hour : (Number(hour) % 12) + noon)}:${minute}:${second}${offsetOf(zone)}`;
}

function offsetOf(zone: string): string {
  const [, sign, hours, minutes = '00'] = /([+-])(\d{1,2}):?(\d{2})?$/.exec(zone) ?? [];
  if (sign !== undefined) return `${sign}${two(hours)}:${minutes}`;
  return zone === '' ? '' : 'Z';
}

const two = (part: string | number | undefined) => String(part).padStart(2, '0');

let months: ReadonlyMap<string, number> | undefined;

function monthNamed(name: string): number | undefined {
  months ??= monthNames();
  return months.get(plain(name));
}

/** Of all languages together, whole and short. No name means two months. */
function monthNames(): ReadonlyMap<string, number> {
  const names = new Map<string, number>([['sept', 9]]);
  for (const language of NAMED) {
    for (const style of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(language, { month: style, timeZone: 'UTC' });
      for (let month = 1; month <= 12; month++) names.set(plain(format.format(Date.UTC(2026, month - 1))), month);
    }
  }
  return names;
}

const plain = (name: string) => name.toLowerCase().replace(/\.$/, '');
