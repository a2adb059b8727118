/** A comment as the API and the snapshots give it, as far as it is shown here. */
export interface Comment {
  id: string;
  parentId: string | undefined;
  text: string;
  author: string;
  badge: string | undefined;
  status: string;
  replyCount: number;
  createdAt: string;
  isEdited: boolean;
}

/** A part of a list, and the cursor of the next. */
export interface Page {
  items: Comment[];
  next: string | undefined;
}

export interface Snapshot {
  count: number;
  /** When no more comments are taken, or since when. */
  closesAt: string | undefined;
  newest: Page;
  oldest: Page;
}

export type Order = 'newest' | 'oldest';

/** A comment of one's own, with the token that it is seen by until all may see it. */
export interface OwnComment {
  comment: Comment;
  editToken: string | undefined;
}

/** Members by name; none of what is no object. */
export const members = (value: unknown): Map<string, unknown> =>
  new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** Undefined for what is no comment. */
export function readComment(value: unknown): Comment | undefined {
  const of = members(value);
  const [id, text, status, createdAt] = ['id', 'text', 'status', 'createdAt'].map((name) => textOf(of.get(name)));
  if (id === undefined || text === undefined || status === undefined || createdAt === undefined) return undefined;
  const author = members(of.get('author'));
  return {
    id,
    parentId: textOf(of.get('parentId')),
    text,
    author: textOf(author.get('name')) ?? '',
    badge: textOf(author.get('badge')),
    status,
    replyCount: numberOf(of.get('replyCount')),
    createdAt,
    isEdited: of.has('editedAt'),
  };
}

export function readPage(value: unknown): Page {
  const of = members(value);
  const items = of.get('items');
  return {
    items: Array.isArray(items) ? items.flatMap((item) => readComment(item) ?? []) : [],
    next: textOf(of.get('next')),
  };
}

export function readSnapshot(value: unknown): Snapshot {
  const of = members(value);
  const comments = members(of.get('comments'));
  return {
    count: numberOf(of.get('count')),
    closesAt: textOf(of.get('closesAt')),
    newest: readPage(comments.get('newest')),
    oldest: readPage(comments.get('oldest')),
  };
}
