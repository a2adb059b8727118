import { displayTime } from '../../shared/display-time.ts';
import { type Comment, ORDERS, type Order, type Page, type Posted, type Snapshot } from './comment.ts';
import { commentForm } from './comment-form.ts';
import { anchorOf, commentView } from './comment-view.ts';
import { element, focusOn } from './element.ts';
import type { Here, Setting } from './here.ts';
import { PagedList } from './paged-list.ts';
import { Refused } from './refused.ts';
import { Thread } from './thread.ts';

const NO_PAGE: Page = { items: [], previous: undefined, next: undefined, around: undefined };
const NOTHING: Snapshot = { count: 0, closesAt: undefined, newest: NO_PAGE, oldest: NO_PAGE, top: NO_PAGE };

/** Shows an article's discussion in its section of the page: what is said, what one has said oneself, and a form to say more. */
export class Discussion {
  readonly #section: HTMLElement;
  readonly #here: Here;
  readonly #pages: PagedList;
  readonly #status = element('p', { role: 'status' });
  /** By the ids of their heads. */
  readonly #threads = new Map<string, Thread>();
  /** What was written here and does not stand in the pages, or not yet. */
  readonly #mine = new Map<string, Comment>();
  #order: Order = 'newest';

  constructor(section: HTMLElement, setting: Setting) {
    this.#section = section;
    this.#here = {
      ...setting,
      closedSince: undefined,
      names: new Map(),
      posted: (posted) => void this.#posted(posted),
      changed: (comment) => this.#changed(comment),
      removed: (comment) => this.#removed(comment),
    };
    this.#pages = new PagedList(element('ol', { class: 'comments' }), {
      words: setting.words,
      item: (comment) => this.#thread(comment).item,
      read: (cursor) => setting.api.page(this.#order, { cursor }),
    });
  }

  /** Leaves the section as it is, with its link to where comments are read without a script, when they cannot be read. */
  async show(linked: string | undefined): Promise<void> {
    const { api, words, language, zone, now } = this.#here;
    const snapshot = await api.snapshot().catch((error: unknown) => {
      // An article that nobody may discuss yet, or any more.
      if (error instanceof Refused && error.status === 404) return NOTHING;
      throw error;
    });
    const { closesAt } = snapshot;
    if (closesAt !== undefined && Date.parse(closesAt) <= now()) this.#here.closedSince = closesAt;
    const heading = element('h2', { id: 'comments-title' }, words.title(snapshot.count));
    const form =
      this.#here.closedSince === undefined
        ? commentForm({ here: this.#here, legend: words.write })
        : element('p', { class: 'meta' }, words.closedSince(displayTime(this.#here.closedSince, language, zone)));
    const controls = snapshot.count > 1 ? [this.#controls(snapshot)] : [];
    this.#section.replaceChildren(heading, form, this.#status, ...controls, this.#pages.element);
    this.#showPage(snapshot.newest);
    if (snapshot.newest.items.length === 0) this.#status.textContent = words.none;
    await Promise.all([this.#findOwn(snapshot), linked === undefined ? undefined : this.goTo(linked)]);
  }

  /** Goes to a comment, which may be an answer, or on a later page: then the page that holds it stands in the place of what was shown. */
  async goTo(commentId: string): Promise<void> {
    const { api, words } = this.#here;
    const target = () => document.getElementById(anchorOf(commentId));
    if (!target()) {
      const page = await api.page(this.#order, { around: commentId }).catch(() => NO_PAGE);
      const head = page.around?.parentId ?? commentId;
      if (!this.#threads.has(head) && page.around) this.#showPage(page);
      if (head !== commentId) await this.#threads.get(head)?.answers.open(commentId);
    }
    const found = target();
    if (!found) {
      this.#status.textContent = words.notThere;
      return;
    }
    const thread = [...this.#threads.values()].find(({ answers }) => answers.element.contains(found));
    await thread?.answers.open();
    found.scrollIntoView();
    focusOn(found);
  }

  #controls(snapshot: Snapshot): HTMLElement {
    const { words } = this.#here;
    const options = ORDERS.map((order) => element('option', { value: order }, words.orders[order]));
    const select = element('select', { id: 'comments-order' }, ...options);
    select.addEventListener('change', () => {
      this.#order = ORDERS.find((order) => order === select.value) ?? 'newest';
      this.#showPage(snapshot[this.#order]);
    });
    return element('p', {}, element('label', { for: select.id }, words.order), ' ', select);
  }

  #thread(comment: Comment): Thread {
    const thread = new Thread(comment, this.#here);
    this.#threads.set(comment.id, thread);
    return thread;
  }

  /** In place of what there was; what was written here meanwhile stays. */
  #showPage(page: Page): void {
    this.#threads.clear();
    this.#status.textContent = '';
    this.#pages.show(page);
    for (const comment of this.#mine.values()) void this.#enter(comment);
  }

  async #posted({ comment, editToken }: Posted): Promise<void> {
    this.#here.own.add(comment.id, editToken);
    this.#mine.set(comment.id, comment);
    this.#status.textContent = '';
    await this.#enter(comment);
    const view = document.getElementById(anchorOf(comment.id));
    if (view && comment.parentId !== undefined) focusOn(view);
  }

  /** Where it belongs: an answer below its thread, if that is shown, and else above all. */
  async #enter(comment: Comment): Promise<void> {
    if (document.getElementById(anchorOf(comment.id))) return;
    const thread = comment.parentId === undefined ? undefined : this.#threads.get(comment.parentId);
    if (thread) await thread.answers.enter(comment);
    else if (comment.parentId === undefined) this.#pages.prepend(this.#thread(comment).item);
    else this.#pages.prepend(element('li', {}, commentView(comment, this.#here)));
  }

  #changed(comment: Comment): void {
    if (comment.status !== 'PUBLISHED' || this.#mine.has(comment.id)) this.#mine.set(comment.id, comment);
    const view = commentView(comment, this.#here);
    document.getElementById(anchorOf(comment.id))?.replaceWith(view);
    focusOn(view);
  }

  /** Its words are gone; its place stays while it has answers. */
  #removed(comment: Comment): void {
    this.#here.own.remove(comment.id);
    this.#mine.delete(comment.id);
    const view = document.getElementById(anchorOf(comment.id));
    const item = view?.closest('li');
    const isAnswered = comment.replyCount > 0 || (item?.querySelectorAll('article').length ?? 0) > 1;
    if (isAnswered) view?.replaceWith(commentView({ ...comment, isDeleted: true }, this.#here));
    else item?.remove();
    this.#status.textContent = this.#here.words.removed;
    focusOn(this.#status);
  }

  /** What one has written that the pages do not show: it waits, was refused, or is too new. What is gone is forgotten. */
  async #findOwn({ newest }: Snapshot): Promise<void> {
    const { api, own } = this.#here;
    const since = newest.items[0]?.createdAt ?? '';
    const unseen = own.all().filter(({ id }) => !document.getElementById(anchorOf(id)));
    for (const { id, editToken } of unseen) {
      try {
        const comment = await api.comment(id, editToken);
        if (comment.isDeleted) own.remove(id);
        else if (comment.status !== 'PUBLISHED' || (comment.parentId === undefined && comment.createdAt > since)) {
          this.#mine.set(id, comment);
          await this.#enter(comment);
        }
      } catch (error) {
        if (error instanceof Refused && (error.status === 404 || error.status === 410)) own.remove(id);
      }
    }
  }
}
