import { wordsIn } from '../words.ts';
import type { FeedItem } from './feed-view.ts';

/** What a summary feed says of an article in plain text: the summary and, below it, what was corrected. */
export const itemText = (it: FeedItem): string =>
  it.correctionNote ? `${it.summary}\n\n${wordsIn(it.language).correction}: ${it.correctionNote}` : it.summary;
