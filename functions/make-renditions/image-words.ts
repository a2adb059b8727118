import { oneLine } from '../../shared/article/clean-text.ts';
import type { ImageWords } from '../../shared/article/image.ts';
import { decodeEncodedWords } from '../../shared/encoded-words.ts';

const LONGEST = 1000;

/** What the upload's own `x-amz-meta-alt`, `-caption` and `-credit` say: RFC 2047 is decoded, and text is clean on one line. */
export function imageWordsOf(metadata: Record<string, string>): ImageWords {
  const word = (name: string) => oneLine(decodeEncodedWords(metadata[name] ?? '')).slice(0, LONGEST);
  const words = { alt: word('alt'), caption: word('caption'), credit: word('credit') };
  return Object.fromEntries(Object.entries(words).filter(([, text]) => text !== ''));
}
