import { expect, it } from 'vitest';
import { displayTime } from '../../shared/display-time.ts';

it('shows an instant in the zone of the stage, in the manner of the language', () => {
  const instant = '2026-03-29T00:59:59.999Z';
  expect(displayTime(instant, 'en-GB', 'UTC')).toBe('29 March 2026, 00:59 (UTC)');
  expect(displayTime(instant, 'en', 'Europe/Berlin')).toBe('29 March 2026, 01:59 (UTC+01:00)');
  expect(displayTime('2026-03-29T01:00:00.000Z', 'en', 'Europe/Berlin')).toBe('29 March 2026, 03:00 (UTC+02:00)');
  expect(displayTime(instant, 'vi-VN', 'Asia/Ho_Chi_Minh')).toBe('29/03/2026, 07:59 (UTC+07:00)');
  expect(displayTime(instant, 'fr', 'UTC')).toBe('2026-03-29, 00:59 (UTC)');
});
