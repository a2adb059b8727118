import { describe, expect, it } from 'vitest';
import { publishBatch } from '../../../functions/publish/publish-batch.ts';
import { recordOf } from './desk.ts';

const A = 'aaaaaaaaaaaaaaaa';
const B = 'bbbbbbbbbbbbbbbb';

/** A publisher that fails on these outputs, and tells what it was asked for and when it had done it. */
function fakePublisher(failing: string[] = []) {
  const asked: string[] = [];
  const act = async (name: string) => {
    asked.push(name);
    await new Promise((resolve) => setImmediate(resolve));
    if (failing.includes(name)) throw new Error('not now');
    asked.push(`${name} done`);
    return { written: [name], deleted: [], attempts: 1 };
  };
  return { asked, convergePage: (id: string) => act(`page ${id}`), convergeFeed: (id: string) => act(`feed ${id}`) };
}

function fakeLog() {
  const warned: unknown[] = [];
  return { warned, info: () => {}, error: () => {}, warn: (_: unknown, ...more: unknown[]) => warned.push(...more) };
}

const BATCH = {
  Records: [
    recordOf('FEED#all', `x#${A}`, '100'),
    recordOf(`ARTICLE#${A}`, 'ARTICLE', '101'),
    recordOf('FEED#section/news', `x#${A}`, '102'),
    recordOf('FEED#all', `x#${B}`, '103'),
    recordOf(`ARTICLE#${B}`, 'ARTICLE', '104'),
    recordOf('FEED#section/news', `x#${B}`, '105'),
  ],
};

describe('a batch of the editorial stream', () => {
  it('does each page and feed once, pages first', async () => {
    const publisher = fakePublisher();
    expect(await publishBatch(BATCH, publisher, fakeLog())).toEqual({ batchItemFailures: [] });
    expect(publisher.asked.filter((a) => !a.endsWith('done')).sort()).toEqual([
      'feed all',
      'feed section/news',
      `page ${A}`,
      `page ${B}`,
    ]);
    const pagesDone = Math.max(publisher.asked.indexOf(`page ${A} done`), publisher.asked.indexOf(`page ${B} done`));
    expect(publisher.asked.indexOf('feed all')).toBeGreaterThan(pagesDone);
  });

  it('resumes at the first record that touched what failed, having done all the rest', async () => {
    const publisher = fakePublisher(['feed section/news', `page ${B}`]);
    const answer = await publishBatch(BATCH, publisher, fakeLog());
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '102' }] });
    expect(publisher.asked).toContain('feed all done');
    expect(publisher.asked).toContain(`page ${A} done`);
  });

  it('passes over records of unknown shape, and says so', async () => {
    const log = fakeLog();
    const publisher = fakePublisher();
    const strange = [
      {},
      null,
      'text',
      { dynamodb: { SequenceNumber: '7', Keys: { id: { N: '1' } } } },
      recordOf('SOMETHING', 'ELSE', '8'),
      recordOf('ARTICLE#../../x', 'ARTICLE', '9'),
      recordOf(`ARTICLE#${A}`, 'VERSION#000001', '10'),
      recordOf('FEED#', 'x', '11'),
    ];
    const answer = await publishBatch(
      { Records: [...strange, recordOf(`ARTICLE#${A}`, 'ARTICLE', '12')] },
      publisher,
      log,
    );
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(log.warned).toHaveLength(strange.length);
    expect(publisher.asked).toEqual([`page ${A}`, `page ${A} done`]);
  });

  it('refuses what is no stream event at all', async () => {
    await expect(publishBatch({}, fakePublisher(), fakeLog())).rejects.toThrow();
  });
});
