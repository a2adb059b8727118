import { type BrowserElement, JSDOM } from 'jsdom';
import { COMMENTS_SCRIPT } from '../../shared/article/comments-script.ts';

const ARTICLE = 'aaaaaaaaaaaaaaaa';

export interface Sent {
  method: string;
  path: string;
  body: unknown;
  key: string | null;
  editToken: string | null;
  authorization: string | null;
}

export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** What the site answers, by the request; undefined: no answer at all. */
export type Answers = (sent: Sent) => Answer | undefined;

/** Somebody with a browser on an article's page whose comments come from these answers. */
export class Reader {
  readonly sent: Sent[] = [];
  readonly window: JSDOM['window'];

  constructor(answers: Answers, { language = 'en', hash = '' } = {}) {
    const html = `<html lang="${language}"><body><main><section id="comments" data-article="${ARTICLE}" data-zone="UTC">
<h2>Comments</h2><p><a href="/feeds/comments/${ARTICLE}/index.html">Read the comments</a></p></section></main></body></html>`;
    const url = `https://news.example/news/x-${ARTICLE}.html${hash}`;
    this.window = new JSDOM(html, { url, runScripts: 'outside-only' }).window;
    this.window.fetch = (path, init = {}) => {
      const headers = new Headers(init.headers);
      const sent = {
        method: init.method ?? 'GET',
        path,
        body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
        key: headers.get('idempotency-key'),
        editToken: headers.get('x-edit-token'),
        authorization: headers.get('authorization'),
      };
      this.sent.push(sent);
      const answer = answers(sent);
      if (!answer) return Promise.reject(new TypeError('offline'));
      const body = answer.status === 204 ? null : JSON.stringify(answer.body ?? {});
      return Promise.resolve(new Response(body, { status: answer.status, headers: answer.headers ?? {} }));
    };
    // jsdom has no layout.
    this.window.eval('Element.prototype.scrollIntoView = () => {}');
  }

  /** What this browser has kept, by its key. */
  kept = (key: string): unknown => JSON.parse(this.window.localStorage.getItem(key) ?? 'null');

  keep(key: string, value: string): this {
    this.window.localStorage.setItem(key, value);
    return this;
  }

  /** Signed in, by a token that nobody but the API could verify. */
  signIn(user: string, name: string, expires = Date.now() / 1000 + 3600): this {
    const payload = Buffer.from(JSON.stringify({ sub: user, name, exp: expires })).toString('base64url');
    return this.keep('newsroom/token', `head.${payload}.signature`);
  }

  /** Lets the page's script run, and what it asks be answered. */
  async open(): Promise<this> {
    // As a module would: once, with names of its own.
    this.window.eval(`{${COMMENTS_SCRIPT}}`);
    await this.settle();
    return this;
  }

  async settle(): Promise<void> {
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
  }

  /** What the section says. */
  get text(): string {
    return this.find('#comments').textContent;
  }

  find(selectors: string): BrowserElement {
    const found = this.window.document.querySelector(selectors);
    if (!found) throw new Error(`Nothing is ${selectors} on the page`);
    return found;
  }

  all = (selectors: string): BrowserElement[] => [...this.window.document.querySelectorAll(selectors)];

  /** What its comments' buttons say. */
  labels = (): string[] =>
    this.all('.comments button, .comments ~ p button')
      .filter(({ hidden }) => !hidden)
      .map(({ textContent }) => textContent);

  /** The id of what has the focus. */
  get focused(): string | undefined {
    return this.window.document.activeElement?.id;
  }

  /** Presses the first button that says so. */
  async press(label: string): Promise<BrowserElement> {
    const button = this.all('button').find(({ textContent }) => textContent === label);
    if (!button) throw new Error(`No button ${label}`);
    button.click();
    await this.settle();
    return button;
  }

  /** Fills in a form of the page, by default the first one, and sends it. */
  async write(
    text: string,
    { form = 0, ...more }: { form?: number; [field: string]: string | number } = {},
  ): Promise<void> {
    await this.submit(form, {
      textarea: text,
      'input[autocomplete=name]': 'Ada',
      'input[type=email]': 'ada@reader.example',
      ...more,
    });
  }

  /** Sends the form at this place with these values in its fields, by selectors, where it has them. */
  async submit(position: number, values: Record<string, string | number> = {}): Promise<void> {
    const form = this.all('form').at(position);
    for (const [selectors, value] of Object.entries(values)) {
      const found = form?.querySelector(selectors);
      if (found) found.value = String(value);
    }
    form?.dispatchEvent(new this.window.Event('submit', { bubbles: true, cancelable: true }));
    await this.settle();
  }
}
