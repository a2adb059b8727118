import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';
import { FileRefused } from './file-refused.ts';

const HEAD_BYTES = 200;

/**
 * A file's text, chunk by chunk: by its byte order mark, else by the encoding that its XML declaration names, else UTF-8. Bytes
 * that are none of it become U+FFFD. Throws for an encoding that nobody knows.
 */
export async function* readText(path: string): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const chunk of createReadStream(path)) {
    const bytes: Buffer = Buffer.from(chunk);
    decoder ??= decoderOf(bytes.subarray(0, HEAD_BYTES));
    yield decoder.decode(bytes, { stream: true });
  }
  if (decoder) yield decoder.decode();
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
