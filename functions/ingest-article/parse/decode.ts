import { checkLimits, type Limit } from './complexity.ts';
import { WHAT_IS_READ } from './format.ts';
import { UploadRefused } from './upload-refused.ts';

/** Decoders beside UTF-8, which is taken unless a BOM or the content type's charset says otherwise. */
const DECLARED = new Set(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'windows-1258']);

const BOMS: readonly { bytes: number[]; encoding: string }[] = [
  { bytes: [0xff, 0xfe, 0, 0], encoding: 'utf-32le' },
  { bytes: [0, 0, 0xfe, 0xff], encoding: 'utf-32be' },
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
];

const SIGNATURES: readonly { bytes: number[]; what: string }[] = [
  { bytes: [0x25, 0x50, 0x44, 0x46, 0x2d], what: 'a PDF' },
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: 'a ZIP archive or an office document (DOCX, ODT)' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old office document (DOC)' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: 'a PNG image' },
  { bytes: [0xff, 0xd8, 0xff], what: 'a JPEG image' },
  { bytes: [0x47, 0x49, 0x46, 0x38], what: 'a GIF image' },
  { bytes: [0x1f, 0x8b], what: 'a gzip archive' },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], what: 'a program' },
];

/** Line ends that are not those of our own yet: to replace each takes what a thousand letters do. */
const FOREIGN_LINE_ENDS: readonly Limit[] = [{ sign: /\r\n?|[\u0085\u2028\u2029\v\f]/g, most: 100_000, what: 'lines' }];

/**
 * The text of an upload, its line ends as line feeds. Encodings: a BOM decides (UTF-8, UTF-16), else the charset that was
 * declared (by the content type, else in the document), else UTF-8. Throws `UploadRefused` for bytes that are no text, with the offset of the first wrong one.
 */
export function decode(body: Uint8Array, charset: string | undefined): string {
  const known = SIGNATURES.find(({ bytes }) => startsWith(body, bytes));
  if (known) {
    throw new UploadRefused('binary', `This is ${known.what}. Upload the article as ${WHAT_IS_READ}.`, 'byte 0');
  }
  const bom = BOMS.find(({ bytes }) => startsWith(body, bytes));
  const text = decodeAs(bom?.encoding ?? encodingOf(charset), body);
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    throw new UploadRefused(
      'binary',
      'There is a NUL character in it, so this is not text, or UTF-16 without its byte order mark. Save it as UTF-8.',
      `line ${lineOf(text, nul)}`,
    );
  }
  checkLimits(text, FOREIGN_LINE_ENDS);
  return text.replace(/\r\n?|[\u0085\u2028\u2029\v\f]/g, '\n');
}

const startsWith = (body: Uint8Array, bytes: number[]) => bytes.every((byte, i) => body[i] === byte);

/** The 1-based line of this index. */
function lineOf(text: string, index: number): number {
  const end = /\r\n?|\n/g;
  let line = 1;
  while (end.test(text) && end.lastIndex <= index) line++;
  return line;
}

/** The WHATWG name of a charset label: `latin1` is windows-1252, `us-ascii` too. */
function encodingOf(charset: string | undefined): string {
  if (charset === undefined) return 'utf-8';
  // ASCII is a part of UTF-8, and tools that say so without looking often send UTF-8.
  if (/^(us-)?ascii$/i.test(charset)) return 'utf-8';
  try {
    return new TextDecoder(charset).encoding;
  } catch {
    return charset;
  }
}

function decodeAs(encoding: string, body: Uint8Array): string {
  if (!DECLARED.has(encoding)) {
    throw new UploadRefused('unsupported-encoding', `The encoding ${encoding} is not supported. Save it as UTF-8.`);
  }
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(body);
  } catch {
    throw new UploadRefused(
      'invalid-encoding',
      `This is not valid ${encoding.toUpperCase()}. Save it as UTF-8, or declare its charset in the content type.`,
      `byte ${firstWrongByte(encoding, body)}`,
    );
  }
}

const PIECE = 65_536;

/** The offset of the byte that no text can have there, by bisection; the length where the last character is cut short. */
function firstWrongByte(encoding: string, body: Uint8Array): number {
  const isRight = (length: number) => {
    const decoder = new TextDecoder(encoding, { fatal: true });
    try {
      // In pieces, so that nothing but the last is kept.
      for (let at = 0; at < length; at += PIECE) {
        decoder.decode(body.subarray(at, Math.min(at + PIECE, length)), { stream: true });
      }
      return true;
    } catch {
      return false;
    }
  };
  let [right, wrong] = [0, body.length + 1];
  while (wrong - right > 1) {
    const middle = (right + wrong) >>> 1;
    if (isRight(middle)) right = middle;
    else wrong = middle;
  }
  return right;
}
