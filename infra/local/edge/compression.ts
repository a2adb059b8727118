import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { EdgeResponse } from './edge-message.ts';

/**
 * The sizes in bytes, and the content types, that CloudFront compresses ("Serve compressed files" in its manual), as far as a newsroom may
 * have them: neither Atom, nor JSON Feed, nor JSON-LD is among them.
 */
const SMALLEST = 1_000;
const LARGEST = 10_000_000;

const COMPRESSED = new Set([
  'application/javascript',
  'application/json',
  'application/rss+xml',
  'application/vnd.ms-fontobject',
  'application/xhtml+xml',
  'application/xml',
  'font/otf',
  'font/ttf',
  'image/svg+xml',
  'text/css',
  'text/html',
  'text/javascript',
  'text/plain',
  'text/xml',
]);

const STATUSES = new Set([200, 403, 404]);

/** How many bytes of compressed answers are kept, so that an unchanged page is compressed once. */
const KEPT_BYTES = 8_000_000;

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

type Encoding = 'br' | 'gzip';

/** Compresses answers as CloudFront does: Brotli before gzip where the viewer takes both, and the strong ETag made weak. */
export class Compressor {
  readonly #kept = new Map<string, Buffer>();
  #bytes = 0;

  async compress(response: EdgeResponse, acceptEncoding: string | undefined): Promise<EdgeResponse> {
    const encoding = isCompressible(response) ? chosen(acceptEncoding ?? '') : undefined;
    if (!encoding) return response;
    const { etag } = response.headers;
    const strong = typeof etag === 'string' && !etag.startsWith('W/');
    return {
      status: response.status,
      headers: {
        ...response.headers,
        'content-encoding': encoding,
        vary: withEncoding(response.headers.vary),
        ...(strong && { etag: `W/${etag}` }),
      },
      body: await this.#body(response.body, encoding, typeof etag === 'string' ? `${encoding} ${etag}` : undefined),
    };
  }

  async #body(body: Buffer, encoding: Encoding, name: string | undefined): Promise<Buffer> {
    // An ETag names bytes only together with their length here: two resources may share a made-up one.
    const key = name && `${name} ${body.length}`;
    const known = key && this.#kept.get(key);
    if (known) return known;
    const compressed = encoding === 'br' ? await brotli(body) : await toGzip(body);
    if (key) this.#keep(key, compressed);
    return compressed;
  }

  #keep(key: string, body: Buffer): void {
    this.#kept.set(key, body);
    this.#bytes += body.length;
    for (const [oldest, { length }] of this.#kept) {
      if (this.#bytes <= KEPT_BYTES) return;
      this.#kept.delete(oldest);
      this.#bytes -= length;
    }
  }
}

const brotli = (body: Buffer) => toBrotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });

function isCompressible({ status, headers, body }: EdgeResponse): boolean {
  const type =
    String(headers['content-type'] ?? '')
      .split(';')[0]
      ?.trim()
      .toLowerCase() ?? '';
  return (
    STATUSES.has(status) &&
    COMPRESSED.has(type) &&
    headers['content-encoding'] === undefined &&
    body.length >= SMALLEST &&
    body.length <= LARGEST
  );
}

function chosen(acceptEncoding: string): Encoding | undefined {
  const accepted = new Map(
    acceptEncoding.split(',').map((part) => {
      const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
      const quality = parameters.find((parameter) => parameter.startsWith('q='));
      return [name, quality ? Number(quality.slice(2)) : 1];
    }),
  );
  const takes = (encoding: Encoding) => (accepted.get(encoding) ?? 0) > 0;
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : undefined;
}

const withEncoding = (vary: string | string[] | undefined) =>
  vary === undefined ? 'Accept-Encoding' : `${[vary].flat().join(', ')}, Accept-Encoding`;
