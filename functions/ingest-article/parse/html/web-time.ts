import { dateInWords } from '../date-in-words.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `Mon, 03 Mar 2014 10:00:00 GMT`, as HTTP and mail write it (RFC 5322, RFC 9110). */
const MAIL_TIME =
  /^(?:[a-z]{3},\s*)?(\d{1,2}) ([a-z]{3}) (\d{4}) (\d{2}):(\d{2})(?::(\d{2}))?\s*(GMT|UTC|UT|Z|[+-]\d{4})?$/i;

/** A time of a page in this language, in the form that `parseTime` reads, if it is one that pages use; else the text as it is. */
export function webTime(text: string, language: string | undefined): string {
  const match = MAIL_TIME.exec(text.trim());
  if (!match) return dateInWords(text, language) ?? text.trim();
  const [, day = '', monthName = '', year = '', hour = '', minute = '', second = '00', zone = ''] = match;
  const month = MONTHS.indexOf(monthName.toLowerCase()) + 1;
  const two = (part: string | number) => String(part).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}T${hour}:${minute}:${second}${/^[a-z]/i.test(zone) ? 'Z' : zone}`;
}
