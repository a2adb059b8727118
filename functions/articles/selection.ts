import type { Card } from '../../shared/article/card.ts';
import { feedsOf } from '../../shared/feed/feed-id.ts';
import { feedName, subjectName } from '../../shared/feed/feed-name.ts';
import type { ListQuery } from './requests.ts';

/** Which articles a list asks for: those of one feed that are in all of the others too. */
export interface Selection {
  feedId: string;
  others: readonly string[];
}

/** Every parameter names a feed. Read is the one that is likely to hold the fewest articles, so that the least is passed over. */
export function selectionOf({ tag, author, section, language }: ListQuery): Selection {
  const [feedId = 'all', ...others] = [
    tag !== undefined && `tag/${subjectName(tag)}`,
    author !== undefined && `author/${subjectName(author)}`,
    section !== undefined && `section/${feedName(section)}`,
    language !== undefined && `language/${language.toLowerCase()}`,
  ].filter((each) => each !== false);
  return { feedId, others };
}

/** Whether an article of the selection's feed is in its other feeds as well, by the rule that put it into feeds. */
export function isIn(card: Card, { others }: Selection): boolean {
  const feeds = feedsOf(card, {}).map(({ feedId }) => feedId);
  return others.every((feedId) => feeds.includes(feedId));
}
