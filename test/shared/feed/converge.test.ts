import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ConvergeDeps, converge, NotConverged, type Target } from '../../../shared/feed/converge.ts';
import { Lru } from '../../../shared/lru.ts';
import { FakeObjects } from './fake-objects.ts';

/** Two files of one state; the second is the same for all odd and for all even ones; neither exists in state 0. */
const render = (state: number) => [
  output('one', state === 0 ? undefined : `state ${state}`),
  output('two', state === 0 ? undefined : `parity ${state % 2}`),
];

const output = (key: string, body: string | undefined) => ({ key, body, contentType: 'text/plain', cacheControl: '' });

const targetOf = (read: () => Promise<number>): Target<number> => ({ keys: ['one', 'two'], read, render });

const bodiesOf = (state: number) =>
  new Map(render(state).flatMap(({ key, body }): [string, string][] => (body === undefined ? [] : [[key, body]])));

const depsOf = (objects: FakeObjects, rest: () => Promise<unknown> = () => Promise.resolve()): ConvergeDeps => ({
  objects,
  remembered: new Lru(10),
  rest,
});

const inOrder = (objects: FakeObjects) => new Map([...objects.bodies].sort());

describe('converge, undisturbed', () => {
  it('writes what is missing, and asks again after the writes', async () => {
    const objects = new FakeObjects();
    let reads = 0;
    const target = targetOf(() => Promise.resolve(1 + 0 * reads++));
    const result = await converge(target, depsOf(objects));
    expect(result).toEqual({ written: ['one', 'two'], deleted: [], attempts: 1 });
    expect(objects.requests).toEqual(['HEAD one', 'HEAD two', 'PUT one', 'PUT two']);
    expect(reads).toBe(2);
  });

  it('writes nothing that is right already, and only what differs', async () => {
    const objects = new FakeObjects();
    await converge(
      targetOf(() => Promise.resolve(1)),
      depsOf(objects),
    );
    objects.requests.length = 0;
    await converge(
      targetOf(() => Promise.resolve(1)),
      depsOf(objects),
    );
    expect(objects.requests).toEqual(['HEAD one', 'HEAD two']);
    await converge(
      targetOf(() => Promise.resolve(3)),
      depsOf(objects),
    );
    expect(objects.requests.filter((r) => r.startsWith('PUT'))).toEqual(['PUT one']);
  });

  it('needs no HEAD for what this process wrote last', async () => {
    const objects = new FakeObjects();
    const deps = depsOf(objects);
    await converge(
      targetOf(() => Promise.resolve(1)),
      deps,
    );
    objects.requests.length = 0;
    await converge(
      targetOf(() => Promise.resolve(2)),
      deps,
    );
    expect(objects.requests).toEqual(['PUT one', 'PUT two']);
  });

  it('needs no HEAD for what was listed, and takes what was not for absent', async () => {
    const objects = new FakeObjects();
    const deps = depsOf(objects);
    const list = async () => {
      const keys = [...objects.bodies.keys()];
      return new Map(await Promise.all(keys.map(async (key) => [key, (await objects.head(key)) ?? ''] as const)));
    };
    const convergeListed = async (state: number, listed: Map<string, string>) => {
      objects.requests.length = 0;
      await converge(
        targetOf(() => Promise.resolve(state)),
        { ...deps, listed },
      );
      expect(inOrder(objects)).toEqual(bodiesOf(state));
      return [...objects.requests];
    };
    expect(await convergeListed(1, new Map())).toEqual(['PUT one', 'PUT two']);
    const listed = await list();
    expect(await convergeListed(1, listed)).toEqual([]);
    expect(await convergeListed(3, listed)).toEqual(['PUT one']);
    // By now the listing is wrong, which a conflict corrects.
    expect(await convergeListed(5, listed)).toEqual(['PUT one', 'HEAD one', 'PUT one']);
  });

  it('sees to a change at once, and rests between writes of a state that goes on changing', async () => {
    let state = 1;
    let reads = 0;
    const changing = () => Promise.resolve(reads++ < 6 ? state++ : state);
    const rested: number[] = [];
    const deps: ConvergeDeps = {
      ...depsOf(new FakeObjects()),
      rest: (attempt) => Promise.resolve(rested.push(attempt)),
    };
    const { attempts } = await converge(targetOf(changing), deps);
    expect(rested).toEqual([2, 3, 4]);
    expect(attempts).toBe(5);
  });

  it('removes what must not exist', async () => {
    const objects = new FakeObjects();
    await converge(
      targetOf(() => Promise.resolve(1)),
      depsOf(objects),
    );
    const result = await converge(
      targetOf(() => Promise.resolve(0)),
      depsOf(objects),
    );
    expect(result.deleted).toEqual(['one', 'two']);
    expect(objects.bodies.size).toBe(0);
  });

  it('takes away at once what nobody may see any more, though its attempts are used up', async () => {
    for (const meddled of ['PUT one ←', 'PUT two ←', 'PUT one →']) {
      let state = 1;
      const objects: FakeObjects = new FakeObjects((what) => {
        if (what === meddled) {
          // A kill, and what its publisher does.
          state = 0;
          objects.bodies.clear();
        }
        return Promise.resolve();
      });
      const target = { ...targetOf(() => Promise.resolve(state)), cannotWait: (seen: number) => seen === 0 };
      await converge(target, { ...depsOf(objects), attempts: 1 });
      expect(objects.bodies, meddled).toEqual(new Map());
    }
  });

  it('takes it away at once where others wrote too, and only part of the writes were taken', async () => {
    let state = 1;
    const objects: FakeObjects = new FakeObjects((what) => {
      if (what === 'PUT one →') {
        state = 0;
        objects.bodies.set('one', 'what another one left');
      }
      return Promise.resolve();
    });
    const target = { ...targetOf(() => Promise.resolve(state)), cannotWait: (seen: number) => seen === 0 };
    await converge(target, { ...depsOf(objects), attempts: 1 });
    expect(objects.bodies).toEqual(new Map());
  });

  it('leaves any other change to its caller', async () => {
    let state = 1;
    const objects = new FakeObjects(() => Promise.resolve());
    const target = { ...targetOf(() => Promise.resolve(state++)), cannotWait: (seen: number) => seen === 0 };
    await expect(converge(target, { ...depsOf(objects), attempts: 1 })).rejects.toBeInstanceOf(NotConverged);
    expect(objects.requests.filter((request) => request.startsWith('PUT'))).toEqual(['PUT one', 'PUT two']);
  });

  it('gives up with an error, so that the record is retried, when the state will not rest', async () => {
    const objects = new FakeObjects();
    let state = 1;
    const moving = targetOf(() => Promise.resolve(++state));
    await expect(converge(moving, depsOf(objects))).rejects.toBeInstanceOf(NotConverged);
  });
});

describe('converge, with others', () => {
  /** The objects are right for `before`; a writer of `between` falls asleep at its request; the state returns; it wakes. */
  async function sleptThrough(before: number, between: number, at: string) {
    const gate = Promise.withResolvers<void>();
    const asleep = Promise.withResolvers<void>();
    let sleepy = false;
    const objects = new FakeObjects(async (what) => {
      if (!sleepy || what !== at) return;
      sleepy = false;
      asleep.resolve();
      await gate.promise;
    });
    let state = before;
    const target = targetOf(() => Promise.resolve(state));
    await converge(target, depsOf(objects));
    state = between;
    sleepy = true;
    const sleeper = converge(target, depsOf(objects));
    await asleep.promise;
    state = before;
    const other = await converge(target, depsOf(objects));
    expect(other.attempts).toBe(1);
    gate.resolve();
    return { objects, slept: await sleeper };
  }

  it('does not bring back B when a writer of B slept through A → B → A', async () => {
    const { objects, slept } = await sleptThrough(2, 4, 'PUT one →');
    expect(slept.attempts, 'the sleeper did overwrite A, and noticed').toBe(2);
    expect(inOrder(objects)).toEqual(bodiesOf(2));
  });

  it('does not bring back what was withdrawn when the writer slept through the withdrawal', async () => {
    const { objects } = await sleptThrough(0, 1, 'PUT one →');
    expect(inOrder(objects)).toEqual(bodiesOf(0));
  });

  it('does not remove for good what came back while the remover slept', async () => {
    const { objects, slept } = await sleptThrough(2, 0, 'DELETE one →');
    expect(slept.written).toContain('one');
    expect(inOrder(objects)).toEqual(bodiesOf(2));
  });

  it('does not take a remembered ETag for the truth: another process may have written since', async () => {
    const objects = new FakeObjects();
    let state = 1;
    const target = targetOf(() => Promise.resolve(state));
    const warm = depsOf(objects);
    await converge(target, warm);
    state = 2;
    await converge(target, depsOf(objects));
    state = 1;
    await converge(target, warm);
    expect(inOrder(objects)).toEqual(bodiesOf(1));
  });

  it('never writes over an ETag that is newer than the state it has read', async () => {
    let state = 1;
    const target = targetOf(() => Promise.resolve(state));
    let overtake = false;
    const objects: FakeObjects = new FakeObjects(async (what) => {
      if (!overtake || what !== 'HEAD one →') return;
      overtake = false;
      state = 3;
      await converge(target, depsOf(objects));
      objects.requests.length = 0;
    });
    const warm = depsOf(objects);
    await converge(target, warm);
    overtake = true;
    await converge(target, warm);
    expect(objects.requests.filter((r) => r.startsWith('PUT'))).toEqual([]);
    expect(inOrder(objects)).toEqual(bodiesOf(3));
  });

  it('starts again after a conflict', async () => {
    let meddle = true;
    const objects: FakeObjects = new FakeObjects((what) => {
      if (meddle && what === 'PUT one →') objects.bodies.set('one', 'something else');
      if (what === 'PUT one ←') meddle = false;
      return Promise.resolve();
    });
    const result = await converge(
      targetOf(() => Promise.resolve(1)),
      depsOf(objects),
    );
    expect(result.attempts).toBe(2);
    expect(inOrder(objects)).toEqual(bodiesOf(1));
  });

  it('ends in the last state, whatever eight publishers and their requests do to one another', async () => {
    const changes = fc.array(fc.record({ state: fc.nat(3), process: fc.nat(7) }), { minLength: 2, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), changes, async (s, script) => {
        const pause = (what: string) => s.schedule(Promise.resolve(), what);
        const objects = new FakeObjects(pause);
        let state = 0;
        const target = targetOf(async () => {
          await pause('read →');
          const read = state;
          await pause('read ←');
          return read;
        });
        const processes = Array.from({ length: 8 }, () => depsOf(objects, () => pause('rest')));
        const runs = script.map(async (change, i) => {
          await pause(`change ${i}`);
          state = change.state;
          const deps = processes[change.process];
          if (deps) await converge(target, deps);
        });
        await s.waitFor(Promise.all(runs));
        expect(inOrder(objects)).toEqual(bodiesOf(state));
      }),
      { numRuns: 400 },
    );
  });
});
