import { type BrowserElement, JSDOM } from 'jsdom';
import { COMMENTS_SCRIPT } from '../../shared/article/comments-script.ts';

const ARTICLE = 'aaaaaaaaaaaaaaaa';

export interface Sent {
  method: string;
  path: string;
  body: unknown;
  key: string | null;
  editToken: string | null;
}

/** What the site answers: a status and a body, by the request; undefined: no answer at all. */
export type Answers = (sent: Sent) => { status: number; body?: unknown } | undefined;

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
      };
      this.sent.push(sent);
      const answer = answers(sent);
      if (!answer) return Promise.reject(new TypeError('offline'));
      return Promise.resolve(new Response(JSON.stringify(answer.body ?? {}), { status: answer.status }));
    };
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

  /** Presses the first button that says so. */
  async press(label: string): Promise<BrowserElement> {
    const button = this.all('button').find(({ textContent }) => textContent === label);
    if (!button) throw new Error(`No button ${label}`);
    button.click();
    await this.settle();
    return button;
  }

  /** Fills in a form of the page, by default the first one, and sends it. */
  async write(text: string, { form: position = 0 } = {}): Promise<void> {
    const form = this.all('form').at(position);
    const field = (selectors: string) => form?.querySelector(selectors);
    for (const [selectors, value] of [
      ['textarea', text],
      ['input:not([type])', 'Ada'],
      ['input[type=email]', 'ada@reader.example'],
    ] as const) {
      const found = field(selectors);
      if (found) found.value = value;
    }
    form?.dispatchEvent(new this.window.Event('submit', { bubbles: true, cancelable: true }));
    await this.settle();
  }
}
