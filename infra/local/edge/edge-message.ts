/** A viewer's request, as far as the CDN looks at it. Header names are in lower case. */
export interface EdgeRequest {
  method: string;
  /** As sent: percent-encoded. */
  path: string;
  /** Without its `?`. */
  query: string;
  headers: Record<string, string>;
  body: Buffer;
  viewerAddress: string;
}

export interface EdgeResponse {
  status: number;
  headers: Record<string, string | string[]>;
  body: Buffer;
}

export const textResponse = (status: number, body: string, headers: Record<string, string> = {}): EdgeResponse => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
  body: Buffer.from(body),
});

export const jsonResponse = (status: number, body: unknown): EdgeResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify(body)),
});
