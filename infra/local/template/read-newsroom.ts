import type { DistributionSpec, HttpApiSpec } from '../edge/edge-specs.ts';
import type {
  BucketSpec,
  EventBusSpec,
  FunctionSpec,
  QueueSourceSpec,
  QueueSpec,
  ScheduleSpec,
  StreamSourceSpec,
  TableSpec,
} from '../specs.ts';
import { readCloudAssembly } from './cloud-assembly.ts';
import { readDistribution } from './distribution.ts';
import { readEventBuses } from './event-buses.ts';
import { readEventSources, readSchedules } from './event-sources.ts';
import { readFunctions } from './functions.ts';
import { readHttpApis } from './http-api.ts';
import { Registry } from './registry.ts';
import type { Place } from './resource-kinds.ts';
import type { Secrets } from './secrets.ts';
import { readBuckets, readQueues, readTables } from './stores.ts';

/** All that the local host runs, by local names. */
export interface NewsroomSpec {
  functions: FunctionSpec[];
  buckets: BucketSpec[];
  queues: QueueSpec[];
  tables: TableSpec[];
  queueSources: QueueSourceSpec[];
  streamSources: StreamSourceSpec[];
  schedules: ScheduleSpec[];
  eventBuses: EventBusSpec[];
  apis: HttpApiSpec[];
  distribution: DistributionSpec;
  /** The stack's outputs, by the names that they have once deployed. */
  outputs: Record<string, string>;
}

/**
 * Reads the cloud assembly in this directory. Throws, naming the resource, for a type, property, intrinsic function or policy
 * that would matter and that the local host does not know. Permissions are not enforced here: see `resource-kinds.ts`.
 */
export async function readNewsroom(directory: string, place: Place, secrets: Secrets): Promise<NewsroomSpec> {
  const registry = new Registry(await readCloudAssembly(directory), place, secrets);
  const functions = readFunctions(registry);
  const buckets = readBuckets(registry);
  const apis = readHttpApis(registry, functions);
  const sources = readEventSources(registry, functions);
  return {
    functions: functions.map((spec) => (isServing(spec, apis) ? { concurrency: API_CONCURRENCY, ...spec } : spec)),
    buckets,
    queues: readQueues(registry),
    tables: readTables(registry),
    queueSources: sources.queues,
    streamSources: sources.streams,
    schedules: readSchedules(registry, functions),
    eventBuses: readEventBuses(registry, functions),
    apis,
    distribution: readDistribution(registry, buckets, apis),
    outputs: registry.outputs(),
  };
}

/** Readers come at the same time; what works off a queue or a stream does well with less. */
const API_CONCURRENCY = 4;

const isServing = ({ name }: FunctionSpec, apis: HttpApiSpec[]) =>
  apis.some(({ routes }) => routes.some(({ functionName }) => functionName === name));
