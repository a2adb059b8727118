import {
  type Comment,
  members,
  type Order,
  type OwnComment,
  type Page,
  readComment,
  readPage,
  readSnapshot,
  type Snapshot,
  textOf,
} from './comment.ts';

/** What a guest sends. */
export interface Draft {
  text: string;
  name: string;
  email: string;
  parentId: string | undefined;
}

/** The answer was another than hoped for. `status` is 0 where there was none. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`The answer was ${status}`);
    this.status = status;
  }
}

type Fetch = typeof fetch;

/** The discussion of one article, over the site's own snapshots and API. */
export class DiscussionApi {
  readonly #article: string;
  readonly #fetch: Fetch;

  constructor(articleId: string, fetcher: Fetch) {
    this.#article = encodeURIComponent(articleId);
    this.#fetch = fetcher;
  }

  /** The first page in each order: a file, for which nothing has to be asked. */
  async snapshot(): Promise<Snapshot> {
    return readSnapshot(await this.#json(`/comments/${this.#article}.json`));
  }

  async page(order: Order, cursor: string): Promise<Page> {
    const query = new URLSearchParams({ orderBy: order, cursor });
    return readPage(await this.#json(`/api/articles/${this.#article}/comments?${query}`));
  }

  /** Oldest first. */
  async answers(commentId: string, cursor?: string): Promise<Page> {
    const query = cursor === undefined ? '' : `?${new URLSearchParams({ cursor })}`;
    return readPage(await this.#json(`/api/comments/${encodeURIComponent(commentId)}/replies${query}`));
  }

  /** With the token of one's own, or as anybody sees it. */
  async comment(commentId: string, editToken?: string): Promise<Comment | undefined> {
    const headers = editToken === undefined ? {} : { 'x-edit-token': editToken };
    return readComment(await this.#json(`/api/comments/${encodeURIComponent(commentId)}`, { headers }));
  }

  /** The same key is the same comment, however often it is sent. */
  async post({ text, name, email, parentId }: Draft, idempotencyKey: string): Promise<OwnComment> {
    const answer = await this.#json(`/api/articles/${this.#article}/comments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
      body: JSON.stringify({ text, author: { name, email }, ...(parentId !== undefined && { parentId }) }),
    });
    const comment = readComment(answer);
    if (!comment) throw new Refused(0);
    return { comment, editToken: textOf(members(answer).get('editToken')) };
  }

  async #json(path: string, init: RequestInit = {}): Promise<unknown> {
    const response = await this.#fetch(path, init).catch(() => undefined);
    if (!response?.ok) throw new Refused(response?.status ?? 0);
    return await response.json();
  }
}
