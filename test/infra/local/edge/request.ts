import type { EdgeRequest, EdgeResponse } from '../../../../infra/local/edge/edge-message.ts';

/** A viewer's request of this path and query, GET and without headers unless said. */
export function viewerRequest(target: string, given: Partial<EdgeRequest> = {}): EdgeRequest {
  const [path = '/', query = ''] = target.split('?');
  return { method: 'GET', path, query, headers: {}, body: Buffer.alloc(0), viewerAddress: '198.51.100.7', ...given };
}

export const textOf = (response: EdgeResponse): string => response.body.toString();
