import * as z from 'zod';
import type { Comment } from '../../../shared/comment/comment.ts';
import { commentIdOf, posterOfGuest } from '../../../shared/comment/comment-id.ts';
import { cleanName, cleanText } from '../../../shared/comment/comment-text.ts';
import { NOBODY } from '../../../shared/comment/tombstone.ts';
import { toInstant } from '../../../shared/time.ts';
import { htmlText } from './html-text.ts';
import type { Placement } from './placements.ts';
import type { SourceComment } from './source.ts';
import type { Unit } from './unit.ts';

const email = z.email().max(254);
const time = z.iso.datetime({ offset: true });

const IMPORTED = 'imported';

/** The id that a comment of an old site has here, always the same one. */
export const importedId = (format: string, sourceId: string): string => commentIdOf(`import:${format}`, sourceId);

/** Why a comment cannot be imported, whatever it stands below; undefined where it can. */
export function faultOf({ html, createdAt, state }: SourceComment): string | undefined {
  if (state === 'no comment') return 'not-a-comment';
  if (!time.safeParse(createdAt).success || Number.isNaN(Date.parse(createdAt))) return 'time-missing';
  if (state === 'deleted') return undefined;
  const cleaned = cleanText(htmlText(html).toWellFormed());
  return 'fault' in cleaned ? cleaned.fault : undefined;
}

/** A comment of an old site as it is kept here; one without a fault. */
export function converted(
  source: SourceComment,
  { head, replyTo }: Placement,
  articleId: string,
  format: string,
): Unit['comment'] {
  const cleaned = cleanText(htmlText(source.html).toWellFormed());
  const named = cleanName([...source.name.toWellFormed().replace(/[\p{Cc}\p{Cf}]/gu, ' ')].slice(0, 60).join(''));
  const address = email.safeParse(source.email?.trim()).data;
  const createdAt = toInstant(new Date(source.createdAt));
  const place = {
    schemaVersion: 1,
    id: importedId(format, source.id),
    articleId,
    ...(head !== undefined && { parentId: importedId(format, head) }),
    ...(replyTo !== undefined && { replyTo: importedId(format, replyTo) }),
    revision: 1,
    likes: 0,
    createdAt,
    fingerprint: IMPORTED,
  } as const;
  if (source.state === 'deleted' || 'fault' in cleaned) {
    return {
      ...place,
      status: 'REJECTED',
      text: '',
      authorName: '',
      deletedBy: 'moderator',
      poster: NOBODY,
      heldReasons: [],
    };
  }
  return {
    ...place,
    status: STATUS[source.state] ?? 'PENDING',
    text: cleaned.text,
    authorName: 'name' in named ? named.name : 'Reader',
    poster: posterOfGuest(address ?? `${format}:${source.account ?? source.name}`),
    ...(address !== undefined && { email: address }),
    heldReasons: source.state === 'pending' ? [IMPORTED] : [],
    ...(source.state === 'pending' && { heldSince: createdAt }),
    ...(source.state === 'spam' && { refusedSince: createdAt }),
  };
}

const STATUS: Partial<Record<SourceComment['state'], Comment['status']>> = {
  published: 'PUBLISHED',
  pending: 'PENDING',
  spam: 'SPAM',
};
