import type { EdgeResponse } from './edge-message.ts';
import type { ResponseHeadersSpec } from './edge-specs.ts';

/** Applies a response headers policy: removals first, then each header that is forced or still missing. */
export function withPolicy(response: EdgeResponse, policy: ResponseHeadersSpec | undefined): EdgeResponse {
  if (!policy) return response;
  const headers = { ...response.headers };
  for (const name of policy.remove) delete headers[name];
  for (const { name, value, override } of policy.set)
    if (override || headers[name] === undefined) headers[name] = value;
  return { ...response, headers };
}
