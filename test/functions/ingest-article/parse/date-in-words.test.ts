import { expect, test } from 'vitest';
import { dateInWords } from '../../../../functions/ingest-article/parse/date-in-words.ts';
import { parseTime } from '../../../../shared/article/zoned-time.ts';

const HANOI = 'Asia/Ho_Chi_Minh';
const read = (text: string, language?: string) => {
  const written = dateInWords(text, language);
  return written === undefined ? undefined : parseTime(written, HANOI)?.instant;
};

test.each([
  ['March 3, 2014', '2014-03-02T17:00:00.000Z'],
  ['Mar. 3, 2014', '2014-03-02T17:00:00.000Z'],
  ['Monday, March 3rd, 2014', '2014-03-02T17:00:00.000Z'],
  ['3 March 2014 14:30 GMT', '2014-03-03T14:30:00.000Z'],
  ['3 March 2014, 2:30 pm UTC', '2014-03-03T14:30:00.000Z'],
  ['March 3, 2014 at 12:05 a.m. GMT', '2014-03-03T00:05:00.000Z'],
  ['14:30 GMT, 3 March 2014', '2014-03-03T14:30:00.000Z'],
  ['Sept. 5, 2026', '2026-09-04T17:00:00.000Z'],
  ['Thứ Ba, 24/11/2026, 10:30 (GMT+7)', '2026-11-24T03:30:00.000Z'],
  ['Thứ ba, ngày 24/11/2026 - 10:30', '2026-11-24T03:30:00.000Z'],
  ['Chủ Nhật, 22/11/2026 | 08:05', '2026-11-22T01:05:00.000Z'],
  ['ngày 24 tháng 11 năm 2026', '2026-11-23T17:00:00.000Z'],
  ['24 tháng 11, 2026 lúc 10h30', '2026-11-24T03:30:00.000Z'],
  ['10:30 24/11/2026', '2026-11-24T03:30:00.000Z'],
  ['10:30 ngày 24/11/2026', '2026-11-24T03:30:00.000Z'],
  ['3. März 2014', '2014-03-02T17:00:00.000Z'],
  ['1er mars 2014', '2014-02-28T17:00:00.000Z'],
  ['3 de marzo de 2014', '2014-03-02T17:00:00.000Z'],
  ['24 novembre 2026 à 10:30 GMT+1', '2026-11-24T09:30:00.000Z'],
  ['24.11.2026', '2026-11-23T17:00:00.000Z'],
  ['11/24/2026', '2026-11-23T17:00:00.000Z'],
])('%j is one time in any language', (text, instant) => {
  for (const language of [undefined, 'en', 'vi-VN'])
    expect(read(text, language === 'vi-VN' && /^11.24/.test(text) ? 'en' : language)).toBe(instant);
});

test.each(['03/04/2014', '3.4.2014', '03-04-2014 10:00'])('%j is read only where the day comes first', (text) => {
  for (const language of ['vi', 'fr', 'de-AT']) expect(dateInWords(text, language)).toMatch(/^2014-04-03/);
  for (const language of ['en', 'en-GB', 'ja', 'th', undefined]) expect(dateInWords(text, language)).toBeUndefined();
});

test.each([
  'yesterday',
  'March 2014',
  '3 March',
  'March 3, 14',
  '3 Foober 2014',
  '24/13/2026',
  '31 February 2026',
  '32 March 2026',
  '11/24/2026 at 25:00',
  '3 March 2014 14:30 pm',
  '3 March 2014 0:30 pm',
  '3 March 2014 10:30 EST',
  'until March 3, 2014',
  'March 3, 2014 – May 4, 2014',
  '3/4/14',
  'ngày 24 tháng 13 năm 2026',
  `${' '.repeat(500)}3 March 2014`,
])('%j is no time', (text) => {
  expect(read(text, 'vi')).toBeUndefined();
});
