import type { APIGatewayProxyEventV2 } from 'aws-lambda';

interface Call {
  query?: string;
  /** The bearer token; none for a stranger. */
  as?: string | undefined;
  headers?: Record<string, string>;
  params?: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
}

/** A request as the HTTP API hands it to a function (payload format 2.0), come through the CDN: with its secret, `secret`. */
export function apiEvent(routeKey: string, { query = '', as, headers, params, body }: Call): APIGatewayProxyEventV2 {
  const [method = '', path = ''] = routeKey.split(' ');
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: query,
    headers: {
      'x-origin-secret': 'secret',
      'content-type': 'application/json',
      ...(as !== undefined && { authorization: `Bearer ${as}` }),
      ...headers,
    },
    requestContext: {
      accountId: '',
      apiId: '',
      domainName: '',
      domainPrefix: '',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
      requestId: 'r',
      routeKey,
      stage: '$default',
      time: '',
      timeEpoch: 0,
    },
    ...(params && { pathParameters: params }),
    ...(body !== undefined && { body: JSON.stringify(body) }),
    isBase64Encoded: false,
  };
}
