import { cleanText, MAX_BYTES, MAX_GRAPHEMES, type TextFault } from '../../shared/comment/comment-text.ts';
import { badRequest } from '../../shared/http/problem.ts';

const DETAILS: Record<TextFault, string> = {
  'text-empty': 'The text is empty.',
  'text-too-long': `The text may have at most ${MAX_GRAPHEMES} characters in ${MAX_BYTES} bytes.`,
  'text-control-character': 'The text has a control character, such as NUL.',
  'text-malformed': 'The text has half of a surrogate pair.',
  'text-bidi-override': 'The text has a control for the direction of writing.',
};

/** The text as it is kept. Throws a 400 for one that breaks the rules for a comment's words. */
export function checkedText(raw: string): string {
  const cleaned = cleanText(raw);
  if ('text' in cleaned) return cleaned.text;
  const detail = DETAILS[cleaned.fault];
  throw badRequest(cleaned.fault, detail, [{ pointer: '/text', detail }]);
}
