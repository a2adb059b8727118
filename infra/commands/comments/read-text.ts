import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { createGunzip } from 'node:zlib';
import { FileRefused } from './file-refused.ts';

const HEAD_BYTES = 200;

/**
 * A file's text, chunk by chunk, unpacked where it is gzipped, as Disqus sends it: by its byte order mark, else by the encoding that its XML declaration names, else UTF-8. Bytes
 * that are none of it become U+FFFD. Throws for an encoding that nobody knows.
 */
export async function* readText(path: string): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const bytes of await contentOf(path)) {
    decoder ??= decoderOf(bytes.subarray(0, HEAD_BYTES));
    yield decoder.decode(bytes, { stream: true });
  }
  if (decoder) yield decoder.decode();
}

async function contentOf(path: string): Promise<AsyncIterable<Buffer>> {
  const file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2);
  await file.close();
  const bytes = createReadStream(path);
  const isGzipped = bytesRead === 2 && buffer.readUInt16BE() === 0x1f8b;
  return isGzipped ? unpacked(bytes) : bytes;
}

async function* unpacked(bytes: Readable): AsyncGenerator<Buffer> {
  try {
    yield* pipeline(bytes, createGunzip(), () => {});
  } catch (error) {
    throw new FileRefused(`It cannot be unpacked: ${error instanceof Error ? error.message : 'it is no archive'}.`);
  }
}

function decoderOf(head: Buffer): TextDecoder {
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be');
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le');
  const [, named = 'utf-8'] =
    /^(?:\xEF\xBB\xBF)?<\?xml[^>]*\bencoding=["']([\w.:-]{1,40})["']/.exec(head.toString('latin1')) ?? [];
  try {
    return new TextDecoder(named);
  } catch {
    throw new FileRefused(`Its encoding ${named} is not known.`);
  }
}
