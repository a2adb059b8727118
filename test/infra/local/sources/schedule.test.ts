import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseSchedule } from '../../../../infra/local/sources/schedule-expression.ts';
import { ScheduleSource } from '../../../../infra/local/sources/schedule-source.ts';

describe('a schedule expression', () => {
  it.each([
    ['rate(1 minute)', '2026-11-24T07:13Z', true],
    ['rate(5 minutes)', '2026-11-24T07:15Z', true],
    ['rate(5 minutes)', '2026-11-24T07:16Z', false],
    ['rate(1 hour)', '2026-11-24T07:00Z', true],
    ['rate(1 hour)', '2026-11-24T07:30Z', false],
    ['rate(1 day)', '2026-11-24T00:00Z', true],
    ['cron(0 * * * ? *)', '2026-11-24T07:00Z', true],
    ['cron(0 * * * ? *)', '2026-11-24T07:01Z', false],
    ['cron(0/15 6-8 ? * MON-FRI *)', '2026-11-24T07:45Z', true],
    ['cron(0/15 6-8 ? * MON-FRI *)', '2026-11-22T07:45Z', false],
    ['cron(30 7 1,24 NOV ? 2026)', '2026-11-24T07:30Z', true],
    ['cron(30 7 1,24 NOV ? 2027)', '2026-11-24T07:30Z', false],
  ])('%s at %s: %s', (expression, minute, due) => {
    expect(parseSchedule(expression)(new Date(minute))).toBe(due);
  });

  it.each(['every hour', 'cron(* * * * *)', 'cron(0 0 L * ? *)', 'cron(61 * * * ? *)', 'at(2026-11-24T07:00:00)'])(
    'refuses %s',
    (expression) => {
      expect(() => parseSchedule(expression)).toThrow(/local host knows/);
    },
  );
});

describe('a schedule', () => {
  beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-24T07:00:30.500Z') }));
  afterEach(() => void vi.useRealTimers());

  it('calls its function at the beginning of each minute that is due, with the event of a rule', async () => {
    const calls: unknown[] = [];
    const source = new ScheduleSource(
      { name: 'clock', functionName: 'release-due', expression: 'rate(2 minutes)' },
      (name, event) => {
        calls.push([name, event]);
        return Promise.resolve({ ok: true, payload: 'null' });
      },
    );
    source.start();
    await vi.advanceTimersByTimeAsync(5 * 60_000);
    expect(calls).toEqual(
      ['2026-11-24T07:02:00Z', '2026-11-24T07:04:00Z'].map((time) => [
        'release-due',
        expect.objectContaining({ 'detail-type': 'Scheduled Event', source: 'aws.events', time, detail: {} }),
      ]),
    );
    await source.stop(0);
    await vi.advanceTimersByTimeAsync(5 * 60_000);
    expect(calls).toHaveLength(2);
  });

  it('can be fired by hand, and gives its input as it is', async () => {
    const calls: unknown[] = [];
    const spec = { name: 'rebuild', functionName: 'rebuild-feeds', expression: 'rate(1 hour)', input: { full: true } };
    const source = new ScheduleSource(spec, (_name, event) => {
      calls.push(event);
      return Promise.resolve({ ok: true, payload: '"done"' });
    });
    expect(await source.fire()).toEqual({ ok: true, payload: '"done"' });
    expect(calls).toEqual([{ full: true }]);
  });
});
