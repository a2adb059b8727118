import type { Token } from 'markdown-it';
import StateBlock from 'markdown-it/lib/rules_block/state_block.mjs';
import type { Nesting } from 'markdown-it/lib/token.mjs';
import { tooComplex } from '../complexity.ts';

/** As many as 12,000 paragraphs have, each with its text. */
const MOST_TOKENS = 36_000;

/** The blocks of a text, as long as there are not too many: a table completes the cells of its rows, which nobody has written. */
export class BoundedBlock extends StateBlock {
  override push(type: string, tag: string, nesting: Nesting): Token {
    if (this.tokens.length > MOST_TOKENS)
      throw tooComplex(`There are more than ${MOST_TOKENS / 3} blocks and cells in it`);
    return super.push(type, tag, nesting);
  }
}
