import type { Instant } from './time.ts';

const ENGLISH_MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/**
 * An instant as a person reads it in the given zone, always with the zone: `24 November 2026, 14:00 (UTC+07:00)`. We format
 * it ourselves, since ICU changes its wording between versions and pages must not change with it; from Intl come numbers.
 */
export function displayTime(instant: Instant, language: string, zone: string): string {
  const { year, month, day, hour, minute, offset } = partsIn(zone, new Date(instant));
  const time = `${hour}:${minute} (${offset})`;
  if (/^vi\b/i.test(language)) return `${day}/${month}/${year}, ${time}`;
  if (/^en\b/i.test(language)) return `${Number(day)} ${ENGLISH_MONTHS[Number(month) - 1]} ${year}, ${time}`;
  return `${year}-${month}-${day}, ${time}`;
}

/** A formatter takes longer to make than a page to render, so each zone's is kept. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'longOffset',
  });
  formatters.set(zone, made);
  return made;
}

function partsIn(zone: string, date: Date) {
  const parts = new Map(
    formatterOf(zone)
      .formatToParts(date)
      .map((part) => [part.type, part.value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  return {
    year: part('year').padStart(4, '0'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    // Versions of ICU differ in whether they write the offset of UTC itself.
    offset: part('timeZoneName').replace(/^GMT([+-]00:00)?/, 'UTC'),
  };
}
