import { z } from 'zod';
import type { FunctionName } from '../../infra/functions.ts';
import type { ApiAnswer, ApiRequest } from './wired-newsroom.ts';

const answered = z.object({
  statusCode: z.number(),
  headers: z.record(z.string(), z.unknown()).optional(),
  body: z.string().optional(),
});

/** The functions' handlers, loaded into this process on their first event as Lambda would, with its environment. */
export class FunctionsInProcess {
  #requests = 0;

  async invoke(name: FunctionName, event: object): Promise<unknown> {
    const handler = await load(name);
    const answer: unknown = await handler(event, contextOf(name, ++this.#requests));
    const failed = batchAnswer.safeParse(answer).data?.batchItemFailures ?? [];
    if (failed.length > 0) throw new Error(`${name} failed on ${failed.length} of its records`);
    return answer;
  }

  /** An HTTP API event of payload format 2.0 to the function that has this route. */
  async request(routeKey: string, request: ApiRequest, token: string | undefined): Promise<ApiAnswer> {
    const { params, query = '', headers, body } = request;
    const [method = '', path = ''] = routeKey.split(' ');
    const event = {
      version: '2.0',
      routeKey,
      rawPath: path,
      rawQueryString: query,
      headers: {
        'x-origin-secret': 'wired',
        'content-type': 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      pathParameters: params,
      requestContext: { http: { method, path, sourceIp: '192.0.2.1' }, requestId: `request-${this.#requests}` },
      ...(body && { body: JSON.stringify(body) }),
      isBase64Encoded: false,
    };
    const answer = answered.parse(await this.invoke(await functionOf(routeKey), event));
    const answeredHeaders = new Headers(
      Object.entries(answer.headers ?? {}).map(([name, value]) => [name, String(value)]),
    );
    const isJson = answeredHeaders.get('content-type')?.includes('json');
    return {
      status: answer.statusCode,
      headers: answeredHeaders,
      body: isJson && answer.body ? JSON.parse(answer.body) : answer.body,
    };
  }
}

const batchAnswer = z.object({ batchItemFailures: z.array(z.unknown()) });

async function load(name: FunctionName): Promise<(event: object, context: object) => unknown> {
  const module: { handler?: unknown } = await import(`../../functions/${name}/handler.ts`);
  const { handler } = module;
  if (typeof handler !== 'function') throw new Error(`functions/${name}/handler.ts exports no handler`);
  return (event, context) => handler(event, context);
}

async function functionOf(routeKey: string): Promise<FunctionName> {
  const { routes } = await import('../../functions/comments/routes.ts');
  return routes.some(({ method, path }) => `${method} ${path}` === routeKey) ? 'comments' : 'articles';
}

const contextOf = (functionName: string, request: number) => ({
  functionName,
  functionVersion: '$LATEST',
  invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${functionName}`,
  memoryLimitInMB: '1024',
  awsRequestId: `request-${request}`,
  getRemainingTimeInMillis: () => 60_000,
});
