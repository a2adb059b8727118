import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { distribution } from './edge/distribution.ts';
import { startEdgeServer } from './edge/edge-server.ts';
import { EventBuses } from './engines/event-buses.ts';
import { startObjectStore } from './engines/object-store.ts';
import { startTableEngine } from './engines/table-engine.ts';
import { ensureTable } from './ensure-table.ts';
import { eventJournal } from './event-journal.ts';
import { startEventSources } from './event-sources.ts';
import { issuerEndpoints } from './issuer/issuer-endpoints.ts';
import { signingKey } from './issuer/signing-key.ts';
import { issuerOf } from './issuer/stage-issuer.ts';
import { Functions } from './lambda/functions.ts';
import { issuerDirectory, LOCAL_CREDENTIALS, saveRunning } from './state.ts';
import { readNewsroom } from './template/read-newsroom.ts';
import { Secrets } from './template/secrets.ts';
import { synthesise } from './template/synthesise.ts';

export interface HostOptions {
  /** The project's directory. */
  root: string;
  /** Where everything is kept, locked for this process. */
  state: string;
  port: number;
  storePort: number;
  /** The WebSub hub that is told of feeds that have changed, instead of the stage's own. */
  hub?: string | undefined;
  /** A webhook that is sent all events of comments, beside the stage's own. */
  webhook?: string | undefined;
  /** Told of each thing that has started, in a few words. */
  report: (what: string) => void;
  /** Gives up a start that is under way. */
  signal: AbortSignal;
}

export interface Host {
  siteUrl: string;
  storeUrl: string;
  /** Ends everything in order, what is in work included, within a few seconds. */
  stop(): Promise<void>;
}

/**
 * Brings the newsroom up from its template: engines, stores, functions, event sources and the edge, in an order in which each
 * finds what it needs. When a part fails to start, those that have started are ended, and the error is thrown.
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const running: (() => Promise<void>)[] = [];
  const stop = async () => {
    // In reverse: what calls is ended before what is called.
    for (const end of running.splice(0).reverse()) await end();
  };
  try {
    const place = await start(options, running);
    return { ...place, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(options: HostOptions, running: (() => Promise<void>)[]) {
  const { state, port, storePort, report } = options;
  const siteUrl = `http://127.0.0.1:${port}`;
  const storeUrl = `http://127.0.0.1:${storePort}`;
  mkdirSync(state, { recursive: true });
  // Without tables there is nothing to synthesise for: whoever has no engine is told so at once.
  const noTables = new AbortController();
  const signal = AbortSignal.any([options.signal, noTables.signal]);
  const [tables, spec] = await bothOr(
    startTableEngine({ prefer: 'native', dataDir: join(state, 'tables') }).catch((error) => {
      noTables.abort();
      throw error;
    }),
    (engine) => {
      running.push(engine.stop);
      report(`tables     ${engine.engine} at ${engine.endpoint}`);
    },
    read({ ...options, signal }, { siteUrl, storeUrl }),
  );

  let functions: Functions | undefined;
  let buses: EventBuses | undefined;
  const store = await startObjectStore({
    port: storePort,
    dataDir: join(state, 'objects'),
    invoke: async (name, event) => await functions?.answer(name, event),
    putEvents: (request) => buses?.put(request),
  });
  running.push(store.stop);
  for (const queue of spec.queues) store.ensureQueue(queue);
  for (const bucket of spec.buckets) store.ensureBucket(bucket);
  report(`buckets    ${names(spec.buckets)} at ${storeUrl}`);
  const client = new DynamoDBClient({ endpoint: tables.endpoint, region: 'us-east-1', credentials: LOCAL_CREDENTIALS });
  for (const table of spec.tables) await ensureTable(client, table);
  client.destroy();

  const pools = new Functions(spec.functions, { endpoint: storeUrl, tableEndpoint: tables.endpoint, stateDir: state });
  functions = pools;
  running.push(() => pools.stop());
  report(`functions  ${names(spec.functions)}`);

  buses = new EventBuses(spec.eventBuses, {
    keep: eventJournal(state),
    deliver: (target, event) => {
      if ('queueArn' in target) store.queue(target.queueArn).send(JSON.stringify(event));
      else void pools.invoke(target.functionName, event);
    },
  });

  const issuer = issuerOf(spec.functions);
  const serve = distribution(spec.distribution, {
    apis: spec.apis,
    invoke: async (name, event) => {
      const outcome = await pools.invoke(name, event);
      if (!outcome.ok) throw new Error(outcome.error.errorMessage);
      return JSON.parse(outcome.payload);
    },
    read: store.readPublic,
  });
  const edge = await startEdgeServer(port, [issuerEndpoints(siteUrl, signingKey(issuerDirectory(state))), serve]);
  running.push(edge.stop);

  const around = { store, functions: pools, tableEndpoint: tables.endpoint, state, report };
  running.push(startEventSources(spec, around));
  report(
    `sources    ${[...spec.queueSources, ...spec.streamSources].map(({ functionName }) => functionName).join(', ')}`,
  );
  report(
    `schedules  ${spec.schedules.map(({ functionName, expression }) => `${functionName} ${expression}`).join(', ')}`,
  );
  saveRunning(state, { outputs: spec.outputs, storeUrl, tableUrl: tables.endpoint, issuer });
  await rebuildOnce(spec.outputs.RebuildFeedsFunctionName, pools, report);
  return { siteUrl, storeUrl };
}

/** The rebuild that a deployed stage has every hour: fronts and feeds of all sections are there before their first article. */
async function rebuildOnce(name: string | undefined, functions: Functions, report: (what: string) => void) {
  if (name === undefined) return;
  const outcome = await functions.invoke(name, {});
  report(outcome.ok ? 'feeds      looked through' : `feeds      not looked through: ${outcome.error.errorMessage}`);
}

async function read(
  { root, state, hub, webhook, report, signal }: HostOptions,
  place: { siteUrl: string; storeUrl: string },
) {
  const assembly = join(state, 'cdk.out');
  const isNew = await synthesise(
    root,
    assembly,
    { stage: 'local', siteUrl: place.siteUrl, ...(hub && { hub }), ...(webhook && { webhook }) },
    signal,
  );
  report(
    `template   ${isNew ? 'synthesised for the stage local' : 'of the last start, as the sources have not changed'}`,
  );
  return await readNewsroom(assembly, place, new Secrets(join(state, 'secrets.json')));
}

/** Both results. `started` is told of the first as soon as it is there, so that it can be ended though the second fails. */
async function bothOr<A, B>(first: Promise<A>, started: (a: A) => void, second: Promise<B>): Promise<[A, B]> {
  const told = first.then((a) => {
    started(a);
    return a;
  });
  const [a, b] = await Promise.allSettled([told, second]);
  if (a.status === 'rejected') throw a.reason;
  if (b.status === 'rejected') throw b.reason;
  return [a.value, b.value];
}

const names = (specs: readonly { name: string }[]) => specs.map(({ name }) => name).join(', ');
