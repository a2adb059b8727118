import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** One request to a hub, and what its topics said at that instant. */
export interface Ping {
  contentType: string | undefined;
  mode: string | null;
  topics: string[];
  /** What the hub had from each topic, as it fetched it before it answered; in the order of `topics`. */
  contents: string[];
  status: number;
}

export interface HubOptions {
  /** What it answers, one ping after the other; then 202. */
  statuses?: number[];
  /** How it fetches a topic. */
  get?: (topic: string) => Promise<string>;
}

/** A WebSub hub that takes pings and looks at once at what they are about. */
export async function startHub({ statuses = [], get = () => Promise.resolve('') }: HubOptions = {}) {
  const pings: Ping[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const form = new URLSearchParams(await text(request));
    const topics = form.getAll('hub.url');
    const contents = await Promise.all(topics.map(get));
    const status = statuses.shift() ?? 202;
    const contentType = request.headers['content-type'];
    pings.push({ contentType, mode: form.get('hub.mode'), topics, contents, status });
    response.writeHead(status).end();
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The hub has no port');
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${address.port}/`, pings, stop };
}
