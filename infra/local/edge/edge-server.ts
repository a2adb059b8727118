import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EdgeRequest, EdgeResponse } from './edge-message.ts';

/** More than the API takes, so that its own 413 can be seen; beyond this the connection is cut. */
const LARGEST_BODY = 32 * 1024 * 1024;

/** Answers a request, or leaves it to the next. */
export type Handle = (request: EdgeRequest) => Promise<EdgeResponse | undefined> | EdgeResponse | undefined;

export interface EdgeServer {
  port: number;
  stop(): Promise<void>;
}

/** Serves HTTP on 127.0.0.1; the first of `handlers` with an answer gives it. Rejects when the port is in use. */
export async function startEdgeServer(port: number, handlers: readonly Handle[]): Promise<EdgeServer> {
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing, handlers).catch((error: unknown) => {
      console.error('The local CDN failed:', error);
      if (!outgoing.headersSent) outgoing.writeHead(502);
      outgoing.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(incoming: IncomingMessage, outgoing: ServerResponse, handlers: readonly Handle[]): Promise<void> {
  if (!incoming.url?.startsWith('/')) {
    outgoing.writeHead(400, { connection: 'close' }).end();
    return;
  }
  const request = await requestOf(incoming);
  if (!request) {
    outgoing.writeHead(413, { connection: 'close' }).end();
    return;
  }
  for (const handle of handlers) {
    const response = await handle(request);
    if (response) {
      send(outgoing, request.method, response);
      return;
    }
  }
  outgoing.writeHead(404).end();
}

async function requestOf(incoming: IncomingMessage): Promise<EdgeRequest | undefined> {
  const target = incoming.url ?? '/';
  const at = target.indexOf('?');
  const body = await bodyOf(incoming);
  return (
    body && {
      method: incoming.method ?? 'GET',
      path: at < 0 ? target : target.slice(0, at),
      query: at < 0 ? '' : target.slice(at + 1),
      headers: joined(incoming.headers),
      body,
      viewerAddress: incoming.socket.remoteAddress ?? '127.0.0.1',
    }
  );
}

const EMPTY = Buffer.alloc(0);

async function bodyOf(incoming: IncomingMessage): Promise<Buffer | undefined> {
  if (incoming.method === 'GET' || incoming.method === 'HEAD') {
    incoming.resume();
    return EMPTY;
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    length += chunk.length;
    if (length > LARGEST_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function joined(headers: IncomingMessage['headers']): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) plain[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return plain;
}

function send(outgoing: ServerResponse, method: string, { status, headers, body }: EdgeResponse): void {
  // An answer to HEAD may come without the body whose length it would tell.
  const bodiless = status === 304 || status === 204 || (method === 'HEAD' && body.length === 0);
  outgoing.writeHead(status, bodiless ? headers : { ...headers, 'content-length': body.length });
  outgoing.end(method === 'HEAD' || bodiless ? undefined : body);
}
