import { createServer } from 'node:http';

interface Received {
  body: string;
  signature: string;
}

/** A server that takes webhooks, and answers with these statuses in turn, then always with the last. */
export async function startReceiver(statuses: readonly number[], headers: Record<string, string> = {}) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    received.push({ body, signature: String(request.headers['x-newsroom-signature']) });
    response.writeHead(statuses[Math.min(received.length, statuses.length) - 1] ?? 0, headers).end('noted');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return {
    port,
    url: `http://127.0.0.1:${port}/hook`,
    received,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
