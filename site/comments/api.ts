import type { Account } from './account.ts';
import {
  type Comment,
  members,
  numberOf,
  type Order,
  type Page,
  type Posted,
  readComment,
  readPage,
  readSnapshot,
  type Snapshot,
  textOf,
} from './comment.ts';
import { Refused, refusalOf } from './refused.ts';

/** What is posted. Guests say who they are. */
export interface Draft {
  text: string;
  author?: { name: string; email: string };
  parentId?: string;
  /** What stands in the field that people do not see. */
  website?: string;
}

export interface FlagDraft {
  reason: string;
  note?: string;
}

type Fetch = typeof fetch;

interface Request {
  method?: string;
  body?: unknown;
  /** The same key is the same request, however often it is sent. */
  key?: string;
  /** A guest's, for one comment: it stands in for an account. */
  editToken?: string | undefined;
  /** Not for lists, which all see alike. */
  asAccount?: boolean;
}

const of = (id: string) => `/api/comments/${encodeURIComponent(id)}`;

/** The discussion of one article, over the site's own snapshots and API. All throw a `Refused`. */
export class DiscussionApi {
  readonly #article: string;
  readonly #fetch: Fetch;
  readonly #account: () => Account | undefined;

  constructor(articleId: string, fetcher: Fetch, account: () => Account | undefined) {
    this.#article = encodeURIComponent(articleId);
    this.#fetch = fetcher;
    this.#account = account;
  }

  /** The first page in each order: a file, for which nothing has to be asked. */
  async snapshot(): Promise<Snapshot> {
    return readSnapshot(await this.#json(`/comments/${this.#article}.json`));
  }

  /** At a cursor, or around a comment of the article. */
  async page(order: Order, at: { cursor: string } | { around: string }): Promise<Page> {
    const query = new URLSearchParams({ orderBy: order, ...at });
    return readPage(await this.#json(`/api/articles/${this.#article}/comments?${query}`));
  }

  /** Oldest first: the first page, or as above. */
  async answers(commentId: string, at: { cursor?: string; around?: string } = {}): Promise<Page> {
    const query = new URLSearchParams(at);
    return readPage(await this.#json(`${of(commentId)}/replies${query.size > 0 ? `?${query}` : ''}`));
  }

  /** One of one's own. */
  async comment(commentId: string, editToken: string | undefined): Promise<Comment> {
    return commentIn(await this.#json(of(commentId), { editToken, asAccount: true }));
  }

  async post(draft: Draft, key: string): Promise<Posted> {
    const path = `/api/articles/${this.#article}/comments`;
    const answer = await this.#json(path, { method: 'POST', body: draft, key, asAccount: true });
    return { comment: commentIn(answer), editToken: textOf(members(answer).get('editToken')) };
  }

  async edit({ id, revision }: Comment, text: string, editToken: string | undefined): Promise<Comment> {
    const body = { text, revision };
    return commentIn(await this.#json(of(id), { method: 'PATCH', body, editToken, asAccount: true }));
  }

  async remove(commentId: string, editToken: string | undefined): Promise<void> {
    await this.#send(of(commentId), { method: 'DELETE', editToken, asAccount: true });
  }

  /** Likes it or takes that back; answers how many do by now. */
  async like(commentId: string, liked: boolean): Promise<number> {
    const answer = await this.#json(`${of(commentId)}/like`, { method: liked ? 'PUT' : 'DELETE', asAccount: true });
    return numberOf(members(answer).get('likes'));
  }

  async flag(commentId: string, draft: FlagDraft, key: string): Promise<void> {
    await this.#send(`${of(commentId)}/flags`, { method: 'POST', body: draft, key, asAccount: true });
  }

  async #json(path: string, request: Request = {}): Promise<unknown> {
    return await (await this.#send(path, request)).json();
  }

  async #send(path: string, { method = 'GET', body, key, editToken, asAccount = false }: Request): Promise<Response> {
    const account = asAccount && editToken === undefined ? this.#account() : undefined;
    const headers = {
      ...(account && { authorization: `Bearer ${account.token}` }),
      ...(editToken !== undefined && { 'x-edit-token': editToken }),
      ...(key !== undefined && { 'idempotency-key': key }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const response = await this.#fetch(path, init).catch(() => undefined);
    if (!response?.ok) throw await refusalOf(response);
    return response;
  }
}

function commentIn(answer: unknown): Comment {
  const comment = readComment(answer);
  if (!comment) throw new Refused();
  return comment;
}
