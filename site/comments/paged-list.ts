import type { Comment, Page } from './comment.ts';
import { anchorOf } from './comment-view.ts';
import { button, element, focusOn } from './element.ts';

interface Options {
  words: { more: string; previous: string; unread: string };
  item: (comment: Comment) => HTMLLIElement;
  /** The page at a cursor. */
  read: (cursor: string) => Promise<Page>;
}

/** One of the ways in which a list goes on. */
interface Direction {
  place: HTMLElement;
  label: string;
  cursorIn: (page: Page) => string | undefined;
  put: (items: readonly HTMLLIElement[]) => void;
}

/** Comments, page by page, in both directions. The focus goes to what has come. What is on the page already comes no second time. */
export class PagedList {
  readonly #options: Options;
  readonly #list: HTMLOListElement;
  readonly #directions: readonly Direction[];
  readonly element: HTMLElement;

  constructor(list: HTMLOListElement, options: Options) {
    const { more, previous } = options.words;
    const [before, after] = [element('p', { role: 'status' }), element('p', { role: 'status' })];
    this.#options = options;
    this.#list = list;
    this.#directions = [
      {
        place: before,
        label: previous,
        cursorIn: (page) => page.previous,
        put: (items) => list.prepend(...items),
      },
      { place: after, label: more, cursorIn: (page) => page.next, put: (items) => list.append(...items) },
    ];
    this.element = element('div', {}, before, list, after);
  }

  /** A page in place of what there was. */
  show(page: Page): HTMLLIElement | undefined {
    this.#list.replaceChildren();
    const items = this.#itemsOf(page);
    this.#list.append(...items);
    for (const direction of this.#directions) this.#offer(direction, direction.cursorIn(page));
    return items[0];
  }

  prepend(item: HTMLLIElement): void {
    this.#list.prepend(item);
  }

  append(item: HTMLLIElement): void {
    this.#list.append(item);
  }

  #itemsOf({ items }: Page): HTMLLIElement[] {
    return items.filter(({ id }) => !document.getElementById(anchorOf(id))).map(this.#options.item);
  }

  #offer(direction: Direction, cursor: string | undefined): void {
    const { place, label } = direction;
    const act = cursor === undefined ? undefined : button(label, () => void this.#goOn(direction, cursor));
    place.replaceChildren(...(act ? [act] : []));
  }

  async #goOn(direction: Direction, cursor: string): Promise<void> {
    try {
      const page = await this.#options.read(cursor);
      const items = this.#itemsOf(page);
      direction.put(items);
      this.#offer(direction, direction.cursorIn(page));
      if (items[0]) focusOn(items[0]);
    } catch {
      this.#offer(direction, cursor);
      direction.place.prepend(this.#options.words.unread, ' ');
    }
  }
}
