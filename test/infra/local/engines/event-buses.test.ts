import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { EventBuses } from '../../../../infra/local/engines/event-buses.ts';
import { eventJournal } from '../../../../infra/local/event-journal.ts';

const queueArn = 'arn:aws:sqs:us-east-1:000000000000:newsroom-kills';

function buses() {
  const kept: unknown[] = [];
  const delivered: unknown[] = [];
  const rule = { pattern: { detail: { lastOp: ['kill'] } }, targets: [{ queueArn }, { functionName: 'follow' }] };
  const running = new EventBuses([{ name: 'newsroom-events', rules: [rule] }], {
    keep: (line) => void kept.push(JSON.parse(line)),
    deliver: (target, event) => void delivered.push([target, event]),
  });
  return { kept, delivered, put: (...Entries: object[]) => running.put({ Entries }) };
}

const entry = (detail: object, more: object = {}) => ({
  EventBusName: 'newsroom-events',
  Source: 'newsroom',
  DetailType: 'Article Withdrawn',
  Detail: JSON.stringify(detail),
  Time: 1_795_503_600.5,
  ...more,
});

describe('an event bus', () => {
  it('gives an event to the targets of the rules that it matches', () => {
    const { kept, delivered, put } = buses();
    expect(put(entry({ lastOp: 'kill' }), entry({ lastOp: 'unpublish' }))).toMatchObject({ FailedEntryCount: 0 });
    expect(kept).toMatchObject([
      { source: 'newsroom', time: '2026-11-24T07:00:00Z', detail: { lastOp: 'kill' } },
      { 'detail-type': 'Article Withdrawn', detail: { lastOp: 'unpublish' } },
    ]);
    expect(delivered).toEqual([
      [{ queueArn }, kept[0]],
      [{ functionName: 'follow' }, kept[0]],
    ]);
  });

  it.each([
    ['no bus of the template', { EventBusName: 'other' }],
    ['no bus at all', { EventBusName: undefined }],
    ['a detail that is no object', { Detail: '"text"' }],
    ['a detail that is no JSON', { Detail: '{' }],
    ['no source', { Source: '' }],
  ])('takes no entry with %s, and those beside it', (_, wrong) => {
    const { kept, put } = buses();
    const { FailedEntryCount, Entries } = put(entry({}, wrong), entry({ lastOp: 'update' }));
    expect(FailedEntryCount).toBe(1);
    expect(Entries).toEqual([
      { ErrorCode: expect.any(String), ErrorMessage: expect.any(String) },
      { EventId: expect.any(String) },
    ]);
    expect(kept).toHaveLength(1);
  });

  it('refuses more than ten entries, and none', () => {
    const { put } = buses();
    expect(() => put()).toThrow();
    expect(() => put(...Array(11).fill(entry({})))).toThrow();
  });
});

describe('the journal of events', () => {
  const state = mkdtempSync(join(tmpdir(), 'newsroom-journal-'));
  afterAll(() => rmSync(state, { recursive: true }));

  it('keeps the last of them over restarts, and not all for ever', () => {
    eventJournal(state)('{"n":1}');
    eventJournal(state)('{"n":2}');
    expect(readFileSync(join(state, 'events.ndjson'), 'utf8')).toBe('{"n":1}\n{"n":2}\n');
    const keep = eventJournal(state);
    for (let i = 0; i < 60; i++) keep('x'.repeat(200_000));
    expect(statSync(join(state, 'events.ndjson')).size).toBeLessThan(6_000_000);
    expect(existsSync(join(state, 'events.1.ndjson'))).toBe(true);
  });
});
