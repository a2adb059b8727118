import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { addUnits, CostModel, NOTHING, type Units } from './cost-model.ts';
import type { TableDefinition } from './table-shape.ts';
import { describe, type OutgoingRequest, type WireRequest } from './wire-request.ts';

interface IncomingResponse {
  statusCode: number;
  headers: Record<string, string>;
  body?: unknown;
}

interface Answered {
  response: IncomingResponse;
}

interface Handler {
  handle(request: OutgoingRequest, options?: object): Promise<Answered>;
}

/** Any client of the SDK. */
interface Client {
  config: { requestHandler: Handler };
}

/** A request with its price; requests to other services than DynamoDB cost no units. */
export type Priced = WireRequest & Units;

/**
 * Counts what clients send, below the SDK's retries: every HTTP request is one entry, in the order of the answers (so that
 * the cost model sees writes as the table did). Record a client before its first request, and all writers of a table:
 *
 *     const recorder = new Recorder();
 *     const client = recorder.record(new DynamoDBClient({}));
 *     … recorder.reset(); await act(); recorder.summary()  // { 'dynamodb:Query': 1, 's3:PutObject': 3 }
 */
export class Recorder {
  readonly #history: WireRequest[] = [];
  #from = 0;

  /** Has this client's requests recorded from now on, and returns it. */
  record<C extends Client>(client: C): C {
    const handler = client.config.requestHandler;
    const send = handler.handle.bind(handler);
    handler.handle = (request, options) => this.#observe(request, () => send(request, options));
    return client;
  }

  /**
   * Has the requests of every client in this process recorded, those of handlers among them, which make their own; all but
   * those of the clients given, by any of which the class is found that sends for all. Answers how to stop.
   */
  recordAllBut(...others: [Client, ...Client[]]): () => void {
    const sender: Handler = Object.getPrototypeOf(others[0].config.requestHandler);
    const send = sender.handle;
    for (const { config } of others) config.requestHandler.handle = send.bind(config.requestHandler);
    const observe = this.#observe.bind(this);
    sender.handle = function (this: Handler, request, options) {
      return observe(request, () => send.call(this, request, options));
    };
    return () => {
      sender.handle = send;
    };
  }

  async #observe(request: OutgoingRequest, send: () => Promise<Answered>): Promise<Answered> {
    const described = describe(request);
    try {
      const answered = await send();
      this.#history.push({ ...described, ...(await receive(described.service, answered.response)) });
      return answered;
    } catch (error) {
      this.#history.push({ ...described, status: 0, received: 0 });
      throw error;
    }
  }

  /** The requests since the last reset. */
  get requests(): readonly WireRequest[] {
    return this.#history.slice(this.#from);
  }

  /** Starts counting anew. What was written before stays known to the cost model. */
  reset(): void {
    this.#from = this.#history.length;
  }

  /** How often each operation was sent since the last reset: `{ 's3:PutObject': 3 }`, in alphabetical order. */
  summary(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const name of this.requests.map(nameOf).sort()) counts[name] = (counts[name] ?? 0) + 1;
    return counts;
  }

  /** What the requests since the last reset are billed for, by the cost model. */
  units(tables: readonly TableDefinition[]): Units {
    return this.priced(tables).reduce(addUnits, NOTHING);
  }

  /** The requests since the last reset, each with its units: for a message that says what was dear. */
  priced(tables: readonly TableDefinition[]): Priced[] {
    const model = new CostModel(tables);
    return this.#history.map((request) => ({ ...request, ...priceOf(model, request) })).slice(this.#from);
  }
}

export const nameOf = (request: WireRequest): string => `${request.service}:${request.operation}`;

const parsed = (json: string | undefined): unknown => (json ? JSON.parse(json) : undefined);

function priceOf(model: CostModel, { service, operation, status, body, answer }: WireRequest): Units {
  if (service !== 'dynamodb') return NOTHING;
  return model.price({ operation, request: parsed(body), status, response: parsed(answer) });
}

/** Reads a JSON answer and puts it back for the SDK; leaves an object's stream alone. */
async function receive(service: string, response: IncomingResponse) {
  const status = response.statusCode;
  if (service === 's3' || !(response.body instanceof Readable)) {
    return { status, received: Number(response.headers['content-length'] ?? 0) };
  }
  const bytes = await buffer(response.body);
  response.body = Readable.from([bytes]);
  return { status, received: bytes.length, answer: bytes.toString() };
}

/** The reads of tables since the last reset that were not strongly consistent, by operation and body: none, where a decision rests on them. */
export const inconsistentReads = (recorder: Recorder): string[] =>
  recorder.requests
    .filter(({ operation }) => ['GetItem', 'BatchGetItem', 'Query'].includes(operation))
    .filter(({ body }) => !body?.includes('"ConsistentRead":true'))
    .map(({ operation, body }) => `${operation} ${body}`);
