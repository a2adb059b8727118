/** Whether a schedule is due in the minute that begins at `minute` (UTC). */
export type Due = (minute: Date) => boolean;

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const UNIT_MINUTES = { minute: 1, hour: 60, day: 1440 };

/**
 * Reads EventBridge's `rate(5 minutes)` and `cron(min hour day month weekday year)`, in UTC. Rates are counted from the epoch,
 * not from when the schedule was made, so that a restart does not shift them. Throws on what it does not know (`at`, `L`,
 * `W`, `#`).
 */
export function parseSchedule(expression: string): Due {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  if (rate) {
    const [, count, unit] = rate;
    const minutes = Number(count) * UNIT_MINUTES[unit === 'hour' || unit === 'day' ? unit : 'minute'];
    return (minute) => (minute.getTime() / 60_000) % minutes === 0;
  }
  const fields = /^cron\((.+)\)$/.exec(expression)?.[1]?.trim().split(/\s+/);
  if (fields?.length !== 6) throw new Error(`Not a schedule that the local host knows: ${expression}`);
  const [minutes = '', hours = '', days = '', months = '', weekdays = '', years = ''] = fields;
  const parts: [(date: Date) => number, (value: number) => boolean][] = [
    [(date) => date.getUTCMinutes(), field(minutes, 0, 59)],
    [(date) => date.getUTCHours(), field(hours, 0, 23)],
    [(date) => date.getUTCDate(), field(days, 1, 31)],
    [(date) => date.getUTCMonth() + 1, field(months, 1, 12, MONTHS)],
    [(date) => date.getUTCDay() + 1, field(weekdays, 1, 7, WEEKDAYS)],
    [(date) => date.getUTCFullYear(), field(years, 1970, 2199)],
  ];
  return (minute) => parts.every(([read, allows]) => allows(read(minute)));
}

/** One field: `*`, `?`, numbers or names, ranges, lists and steps. */
function field(text: string, first: number, last: number, names: string[] = []): (value: number) => boolean {
  const numberOf = (word: string) => {
    const named = names.indexOf(word.toUpperCase());
    const value = named >= 0 ? named + first : Number(word);
    if (!Number.isInteger(value) || value < first || value > last) {
      throw new Error(`Not a part of a schedule that the local host knows: ${text}`);
    }
    return value;
  };
  const ranges = text.split(',').map((part) => {
    const [range = '', step] = part.split('/');
    if (range === '*' || range === '?') return { from: first, to: last, step: Number(step ?? 1) };
    const [from = '', to] = range.split('-');
    const open = step === undefined ? numberOf(from) : last;
    return { from: numberOf(from), to: to === undefined ? open : numberOf(to), step: Number(step ?? 1) };
  });
  return (value) => ranges.some(({ from, to, step }) => value >= from && value <= to && (value - from) % step === 0);
}
