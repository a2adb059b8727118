import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import * as z from 'zod';
import type { Chromium } from './chromium.ts';

/** How somebody looks at a page. */
export interface Look {
  colors: 'light' | 'dark';
  /** Of the window in CSS pixels: a window of 1280 pixels has 640 of them at 200 % zoom, and 320 at 400 %. */
  width: number;
  pixelRatio: number;
}

export const PLAIN: Look = { colors: 'light', width: 1280, pixelRatio: 1 };

export const PHONE: Look = { colors: 'light', width: 320, pixelRatio: 2 };

/** The looks that a page has to bear (WCAG 2.2, 1.4.3, 1.4.4 and 1.4.10). */
export const LOOKS: Record<string, Look> = {
  'light, 1280 pixels wide': PLAIN,
  'dark, at 200 % zoom': { colors: 'dark', width: 640, pixelRatio: 2 },
  'light, 320 pixels wide': PHONE,
};

/** Without a sandbox, as tests run as root in containers: it opens nothing but our own pages. */
export const launch = ({ executablePath, env }: Chromium): Promise<Browser> =>
  chromium.launch({ executablePath, args: ['--no-sandbox'], env: { PATH: process.env.PATH ?? '', ...env } });

const axeResults = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
});

/** Somebody who reads in a browser of their own: with storage, cookies and a look of their own. */
export class ReaderPage {
  readonly page: Page;
  /** What the browser complained of: errors of scripts, and what the content security policy refused. */
  readonly complaints: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) this.complaints.push(message.text());
    });
  }

  static async of(browser: Browser, baseURL: string, look: Look = PLAIN): Promise<ReaderPage> {
    const options: BrowserContextOptions = {
      baseURL,
      viewport: { width: look.width, height: 800 },
      deviceScaleFactor: look.pixelRatio,
      colorScheme: look.colors,
      locale: 'en-GB',
    };
    const context = await browser.newContext(options);
    context.setDefaultTimeout(10_000);
    return new ReaderPage(await context.newPage());
  }

  /** Opens a page, and answers its status, once it has its discussion, if it has one. */
  async open(path: string): Promise<number> {
    const response = await this.page.goto(path);
    if ((await this.page.locator('#comments').count()) > 0) await this.page.locator('#comments form').first().waitFor();
    return response?.status() ?? 0;
  }

  /** Leaves an account's token where whatever signs readers in would. */
  async signIn(token: string): Promise<void> {
    await this.page.evaluate(`localStorage.setItem('newsroom/token', ${JSON.stringify(token)})`);
  }

  /** What is wrong for people who see, hear or move otherwise (axe-core, WCAG 2.2 A and AA and its best practices). */
  async faults(): Promise<string[]> {
    await this.page.evaluate(axe.source);
    const { violations } = axeResults.parse(
      await this.page.evaluate('axe.run(document, { resultTypes: ["violations"] })'),
    );
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }

  /** By how many pixels the page is wider than its window. */
  async overflow(): Promise<number> {
    const root = 'document.documentElement';
    return z.number().parse(await this.page.evaluate(`${root}.scrollWidth - ${root}.clientWidth`));
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
