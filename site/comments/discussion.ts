import { type DiscussionApi, Refused } from './api.ts';
import type { Comment, Order, OwnComment, Page, Snapshot } from './comment.ts';
import { commentForm } from './comment-form.ts';
import { anchorOf, commentView, type Setting } from './comment-view.ts';
import { button, element, focusOn } from './element.ts';
import type { HeldComments } from './held-comments.ts';
import { thread } from './thread.ts';

interface Deps {
  api: DiscussionApi;
  setting: Setting;
  held: HeldComments;
  /** The comment that the page's address names. */
  linked: string | undefined;
}

const NOTHING: Snapshot = {
  count: 0,
  closesAt: undefined,
  newest: { items: [], next: undefined },
  oldest: { items: [], next: undefined },
};

/** Shows an article's discussion in its section of the page: what is said, what one has said oneself, and a form to say more. */
export class Discussion {
  readonly #section: HTMLElement;
  readonly #deps: Deps;
  readonly #list = element('ol', { class: 'comments' });
  readonly #own = element('ol', { class: 'comments' });
  readonly #status = element('p', { role: 'status' });

  constructor(section: HTMLElement, deps: Deps) {
    this.#section = section;
    this.#deps = deps;
  }

  /** Leaves the section as it is, with its link to where comments are read without a script, when they cannot be read. */
  async show(): Promise<void> {
    const { api, setting, linked } = this.#deps;
    const { words } = setting;
    const snapshot = await api.snapshot().catch((error: unknown) => {
      // An article that nobody may discuss yet, or any more.
      if (error instanceof Refused && error.status === 404) return NOTHING;
      throw error;
    });
    const heading = element('h2', { id: 'comments-title' }, words.title(snapshot.count));
    const controls = snapshot.count > 1 ? this.#controls(snapshot) : undefined;
    const isClosed = snapshot.closesAt !== undefined && Date.parse(snapshot.closesAt) <= Date.now();
    const form = isClosed
      ? element('p', { class: 'meta' }, words.closed)
      : commentForm({ api, words, legend: words.write, sent: (own) => this.#sent(own) });
    this.#section.replaceChildren(heading, form, this.#own, ...(controls ? [controls] : []), this.#list, this.#status);
    this.#showPage('newest', snapshot.newest);
    if (this.#list.childElementCount === 0) this.#status.textContent = words.none;
    await Promise.all([this.#showHeld(), linked === undefined ? undefined : this.#showLinked(linked)]);
  }

  #controls(snapshot: Snapshot): HTMLElement {
    const { words } = this.#deps.setting;
    const select = element(
      'select',
      { id: 'comments-order' },
      element('option', { value: 'newest' }, words.newest),
      element('option', { value: 'oldest' }, words.oldest),
    );
    select.addEventListener('change', () => {
      const order = select.value === 'oldest' ? 'oldest' : 'newest';
      this.#list.replaceChildren();
      this.#showPage(order, snapshot[order]);
    });
    return element('p', {}, element('label', { for: select.id }, words.order), ' ', select);
  }

  #showPage(order: Order, { items, next }: Page): HTMLElement | undefined {
    const { api, setting } = this.#deps;
    const views = items.map((comment) => thread(comment, { api, setting, sent: (own) => this.#sent(own) }));
    this.#list.append(...views);
    this.#status.replaceChildren();
    if (next !== undefined) {
      const more = button(setting.words.more, () => void this.#more(order, next));
      this.#status.append(more);
    }
    return views[0];
  }

  async #more(order: Order, cursor: string): Promise<void> {
    const { api, setting } = this.#deps;
    try {
      const first = this.#showPage(order, await api.page(order, cursor));
      if (first) focusOn(first);
    } catch {
      const again = button(setting.words.more, () => void this.#more(order, cursor));
      this.#status.replaceChildren(setting.words.unread, ' ', again);
    }
  }

  #sent({ comment, editToken }: OwnComment): void {
    const { setting, held } = this.#deps;
    const isPublished = comment.status === 'PUBLISHED';
    if (!isPublished && editToken !== undefined) held.add({ id: comment.id, editToken });
    this.#showOwn(comment, isPublished ? setting.words.published : setting.words.held);
  }

  #showOwn(comment: Comment, note: string): void {
    this.#own.append(element('li', {}, commentView(comment, this.#deps.setting, note)));
  }

  /** What one has written in this browser and is not published yet; what is by now, or is gone, is forgotten. */
  async #showHeld(): Promise<void> {
    const { api, held, setting } = this.#deps;
    for (const { id, editToken } of held.all()) {
      try {
        const comment = await api.comment(id, editToken);
        if (!comment || comment.status === 'PUBLISHED') held.remove(id);
        else this.#showOwn(comment, comment.status === 'PENDING' ? setting.words.held : setting.words.refused);
      } catch (error) {
        if (error instanceof Refused && (error.status === 404 || error.status === 410)) held.remove(id);
      }
    }
  }

  /** Goes to the comment of the page's address, which may be an answer, or on a later page. */
  async #showLinked(commentId: string): Promise<void> {
    const { api, setting } = this.#deps;
    if (!document.getElementById(anchorOf(commentId))) {
      const comment = await api.comment(commentId).catch(() => undefined);
      if (!comment) return;
      const view = commentView(comment, setting);
      this.#list.before(element('aside', {}, element('h3', {}, setting.words.linked), view));
    }
    const target = document.getElementById(anchorOf(commentId));
    if (target) {
      target.scrollIntoView();
      focusOn(target);
    }
  }
}
