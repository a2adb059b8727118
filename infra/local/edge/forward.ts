import { randomBytes } from 'node:crypto';
import type { EdgeRequest } from './edge-message.ts';
import type { ForwardSpec, Selection } from './edge-specs.ts';

/** What CloudFront sends to a custom origin whatever the policies say. */
const ALWAYS = new Set(['content-type', 'content-length', 'if-match', 'if-modified-since', 'if-none-match', 'range']);

/** What belongs to the connection between viewer and CDN, or is decided on its own below. */
const NEVER = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
  'expect',
  'cookie',
  'via',
]);

/**
 * The request as the CDN sends it to the API: only what the behavior's policies forward, so that a header which they forget
 * is missing here as well; the origin's custom headers in place of any that the viewer sent.
 */
export function forwarded(
  request: EdgeRequest,
  forwards: ForwardSpec,
  customHeaders: Record<string, string>,
): EdgeRequest {
  const own = Object.entries(request.headers).filter(
    ([name]) =>
      !NEVER.has(name) && !name.startsWith('cloudfront-') && (ALWAYS.has(name) || passes(forwards.headers, name)),
  );
  const cookie = selectPairs(request.headers.cookie ?? '', /;\s*/, '; ', forwards.cookies);
  const chain = request.headers['x-forwarded-for'];
  return {
    ...request,
    query: selectPairs(request.query, '&', '&', forwards.queryStrings),
    headers: {
      'user-agent': 'Amazon CloudFront',
      ...Object.fromEntries(own),
      ...generated(request, forwards),
      ...(cookie && { cookie }),
      'x-forwarded-for': chain ? `${chain}, ${request.viewerAddress}` : request.viewerAddress,
      'x-amz-cf-id': randomBytes(40).toString('base64url'),
      via: '1.1 local.cloudfront.net (CloudFront)',
      ...customHeaders,
    },
  };
}

/** CloudFront's own headers about the viewer, for the policies that name them. */
function generated(request: EdgeRequest, { headers }: ForwardSpec): Record<string, string> {
  const own: Record<string, string> = {
    'cloudfront-viewer-address': `${request.viewerAddress}:443`,
    'cloudfront-forwarded-proto': 'http',
  };
  return Object.fromEntries(Object.entries(own).filter(([name]) => headers.named.includes(name)));
}

const passes = ({ all, except, named }: Selection, name: string) =>
  named.includes(name) || (all && !except.includes(name));

function selectPairs(text: string, by: string | RegExp, joint: string, selection: Selection): string {
  if (selection.all && selection.except.length === 0) return text;
  const pairs = text.split(by).filter((pair) => pair !== '' && passes(selection, pair.split('=')[0] ?? ''));
  return pairs.join(joint);
}
