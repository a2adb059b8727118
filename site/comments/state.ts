import type { Comment } from './comment.ts';
import type { Words } from './words.ts';

/** What its writer is told of a comment that others do not see; undefined of one that all see. */
export function stateOf({ status }: Comment, words: Words): string | undefined {
  if (status === 'PUBLISHED') return undefined;
  return status === 'PENDING' ? words.held : words.refused;
}
