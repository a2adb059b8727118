/** A comment as the API and the snapshots give it, as far as it is shown here. */
export interface Comment {
  id: string;
  /** The head of its thread; undefined on that one. */
  parentId: string | undefined;
  /** What it answers, where that is not the head. */
  replyTo: string | undefined;
  text: string;
  author: string;
  badge: string | undefined;
  status: string;
  /** Counts its texts: an edit names the one that was seen. */
  revision: number;
  likes: number;
  replyCount: number;
  createdAt: string;
  isEdited: boolean;
  isFeatured: boolean;
  /** Whether its words are gone for good. */
  isDeleted: boolean;
}

/** A part of a list, and the cursors of what comes before and after. */
export interface Page {
  items: Comment[];
  previous: string | undefined;
  next: string | undefined;
  /** The comment that the page was asked for, which may be an answer to one of its items. */
  around: Comment | undefined;
}

export const ORDERS = ['newest', 'oldest', 'top'] as const;

export type Order = (typeof ORDERS)[number];

export interface Snapshot extends Record<Order, Page> {
  count: number;
  /** When no more comments are taken, or since when. */
  closesAt: string | undefined;
}

/** A comment that was posted, with the token by which a guest sees and changes it. */
export interface Posted {
  comment: Comment;
  editToken: string | undefined;
}

/** Members by name; none of what is no object. */
export const members = (value: unknown): Map<string, unknown> =>
  new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export const numberOf = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);

/** Undefined for what is no comment. */
export function readComment(value: unknown): Comment | undefined {
  const of = members(value);
  const [id, text, status, createdAt] = ['id', 'text', 'status', 'createdAt'].map((name) => textOf(of.get(name)));
  if (id === undefined || text === undefined || status === undefined || createdAt === undefined) return undefined;
  const author = members(of.get('author'));
  return {
    id,
    parentId: textOf(of.get('parentId')),
    replyTo: textOf(of.get('replyTo')),
    text,
    author: textOf(author.get('name')) ?? '',
    badge: textOf(author.get('badge')),
    status,
    revision: numberOf(of.get('revision')),
    likes: numberOf(of.get('likes')),
    replyCount: numberOf(of.get('replyCount')),
    createdAt,
    isEdited: of.has('editedAt'),
    isFeatured: of.get('featured') === true,
    isDeleted: of.has('deletedBy'),
  };
}

export function readPage(value: unknown): Page {
  const of = members(value);
  const items = of.get('items');
  return {
    items: Array.isArray(items) ? items.flatMap((item) => readComment(item) ?? []) : [],
    previous: textOf(of.get('previous')),
    next: textOf(of.get('next')),
    around: readComment(of.get('around')),
  };
}

export function readSnapshot(value: unknown): Snapshot {
  const of = members(value);
  const comments = members(of.get('comments'));
  const page = (order: Order) => readPage(comments.get(order));
  return {
    count: numberOf(of.get('count')),
    closesAt: textOf(of.get('closesAt')),
    newest: page('newest'),
    oldest: page('oldest'),
    top: page('top'),
  };
}
