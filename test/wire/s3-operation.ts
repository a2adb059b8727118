/** The S3 operation, bucket and key of a path-style request. */
export interface S3Target {
  operation: string;
  bucket?: string;
  key?: string;
}

/** The SDK names some operations in `x-id`; the others show in the method and the sub-resource. */
export function s3TargetOf(
  method: string,
  path: string,
  query: Record<string, unknown>,
  headers: Record<string, string>,
): S3Target {
  const [bucket = '', ...rest] = path.replace(/^\//, '').split('/');
  const key = decodeURIComponent(rest.join('/'));
  const operation = typeof query['x-id'] === 'string' ? query['x-id'] : operationOf(method, key, query, headers);
  return { operation, ...(bucket && { bucket }), ...(key && { key }) };
}

function operationOf(method: string, key: string, query: Record<string, unknown>, headers: Record<string, string>) {
  if (!key) {
    if (method === 'GET' && 'versions' in query) return 'ListObjectVersions';
    if (method === 'GET') return query['list-type'] === '2' ? 'ListObjectsV2' : 'ListObjects';
    if (method === 'POST' && 'delete' in query) return 'DeleteObjects';
    return `${capitalised(method)}Bucket`;
  }
  return method === 'PUT' && 'x-amz-copy-source' in headers ? 'CopyObject' : `${capitalised(method)}Object`;
}

const capitalised = (method: string) => method.charAt(0) + method.slice(1).toLowerCase();
