import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { objectEventsOf } from '../../../functions/ingest-article/object-event.ts';
import { compareSequencers } from '../../../shared/article/sequencer.ts';

const sample = (name: string) => readFileSync(`events/samples/${name}.json`, 'utf8');

describe('the events in an S3 notification', () => {
  test('a PUT, its key decoded as a form is', () => {
    expect(objectEventsOf(sample('s3-object-created'))).toEqual([
      {
        kind: 'put',
        key: 'world/Thời sự 100% + 1.txt',
        versionId: '096fKKXTRTtl3on89fVO.nfljtsv6qko',
        sequencer: '0055AED6DCD90281E5',
        at: '2026-11-24T07:00:00.123Z',
        size: 1024,
      },
    ]);
  });

  test('a delete marker', () => {
    expect(objectEventsOf(sample('s3-delete-marker'))).toMatchObject([{ kind: 'delete', key: 'world/treaty.txt' }]);
    expect(objectEventsOf(sample('s3-delete-marker'))[0]?.permanent).toBeUndefined();
  });

  test('a version deleted for good', () => {
    const body = sample('s3-delete-marker').replace('DeleteMarkerCreated', 'Delete');
    expect(objectEventsOf(body)).toMatchObject([{ kind: 'delete', permanent: true }]);
  });

  test('none in the test event, nor in events of other kinds', () => {
    expect(objectEventsOf(sample('s3-test-event'))).toEqual([]);
    expect(objectEventsOf(sample('s3-object-created').replace('ObjectCreated:Put', 'ObjectTagging:Put'))).toEqual([]);
  });

  test.each(['', 'null', '{}', '{"Records":[{}]}', '{"Records":[{"s3":{"object":{"key":"%E0%A4%A"}}}]}'])(
    'what is no notification is an error: %s',
    (body) => {
      expect(() => objectEventsOf(body)).toThrow();
    },
  );
});

describe('sequencers', () => {
  test.each([
    ['0055AED6DCD90281E5', '0055AED6DCD90281E6', -1],
    ['0055aed6dcd90281e5', '0055AED6DCD90281E5', 0],
    ['0055', '005500', 0],
    ['0055', '00550001', -1],
    ['0056', '00550001', 1],
  ])('%s against %s', (a, b, expected) => {
    expect(compareSequencers(a, b)).toBe(expected);
    expect(compareSequencers(b, a)).toBe(expected === 0 ? 0 : -expected);
  });
});
