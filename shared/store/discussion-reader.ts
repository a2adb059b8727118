import { isShown, type ShownComment, shownComment } from '../comment/comment.ts';
import { type Discussion, type Discussions, RECENT_COMMENTS } from '../comment/discussion.ts';
import type { CommentSettings } from '../comment/moderation-settings.ts';
import { COMMENTS_PER_PAGE } from '../comment/thread-page.ts';
import type { Instant } from '../time.ts';
import { Closings } from './closings.ts';
import { CommentCounts } from './comment-counts.ts';
import { commentKey } from './discussion-keys.ts';
import { ShownComments, type ShownPlace } from './shown-comments.ts';
import type { Table } from './table.ts';

/**
 * Discussions in the discussion table: which comments there are from the list of those that are shown, what they say from
 * their own items, how many from the shards. All reads are strongly consistent.
 */
export class DiscussionReader implements Discussions {
  readonly #table: Table;
  readonly #shown: ShownComments;
  readonly #counts: CommentCounts;
  readonly #closings: Closings;

  constructor(table: Table, stage: Pick<CommentSettings, 'closeAfterDays'>) {
    this.#table = table;
    this.#shown = new ShownComments(table);
    this.#counts = new CommentCounts(table);
    this.#closings = new Closings(table, stage);
  }

  /**
   * A query and two requests for items where there is no comment, for 13 read units; with comments up to three queries and two requests
   * more, for some 180 with very many. A reply stands under a head that is shown, so where there is no head there is nothing.
   */
  async discussion(articleId: string, publishedAt: Instant): Promise<Discussion> {
    const [heads, [count = 0], closesAt] = await Promise.all([
      this.#shown.page(articleId, 'HEAD', 'newest', RECENT_COMMENTS),
      this.#counts.summed([articleId]),
      this.#closings.of(articleId, publishedAt),
    ]);
    const [oldest, top, replies] =
      heads.length === 0
        ? [[], [], []]
        : await Promise.all([
            heads.length < RECENT_COMMENTS
              ? heads.toReversed().slice(0, COMMENTS_PER_PAGE + 1)
              : this.#shown.page(articleId, 'HEAD', 'oldest', COMMENTS_PER_PAGE + 1),
            this.#shown.top(articleId, COMMENTS_PER_PAGE + 1),
            this.#shown.page(articleId, 'REPLY', 'newest', RECENT_COMMENTS),
          ]);
    const newest = heads.slice(0, COMMENTS_PER_PAGE + 1);
    const latest = [...heads, ...replies].sort((a, b) => (a.position < b.position ? 1 : -1)).slice(0, RECENT_COMMENTS);
    const found = await this.#comments([...newest, ...oldest, ...top, ...latest].map(({ commentId }) => commentId));
    const recent = among(found, latest).filter(({ status }) => status === 'PUBLISHED');
    const headIds = [...new Set(recent.flatMap(({ parentId }) => parentId ?? []))];
    const more = await this.#comments(headIds.filter((id) => !found.has(id)));
    return {
      count,
      ...(closesAt !== undefined && { closesAt }),
      pages: { newest: pageOf(found, newest), oldest: pageOf(found, oldest), top: pageOf(found, top) },
      recent,
      heads: headIds.flatMap((id) => found.get(id) ?? more.get(id) ?? []),
    };
  }

  async #comments(ids: readonly string[]): Promise<Map<string, ShownComment>> {
    const items = await this.#table.getMany([...new Set(ids)].map(commentKey), { consistent: true });
    // The schema takes along what anyone may know, and nothing else of the item.
    const comments = items.flatMap((item) => (item ? [shownComment.parse(item)] : []));
    return new Map(comments.map((comment) => [comment.id, comment]));
  }
}

function pageOf(found: ReadonlyMap<string, ShownComment>, places: readonly ShownPlace[]) {
  const page = places.slice(0, COMMENTS_PER_PAGE);
  const last = places.length > COMMENTS_PER_PAGE ? page.at(-1) : undefined;
  return { comments: among(found, page), ...(last && { next: last.position }) };
}

/** A comment may have left its place since, or the whole table. */
const among = (found: ReadonlyMap<string, ShownComment>, places: readonly ShownPlace[]): ShownComment[] =>
  places.flatMap(({ commentId }) => found.get(commentId) ?? []).filter(isShown);
