import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { LocalNewsroom } from '../local-newsroom.ts';

const GIVE_UP_MS = 20_000;

/** What an answer may hold: each test knows which of it there is, and fails where it is not. */
interface Body {
  id: string;
  url: string;
  headline: string;
  headlineSource: string;
  version: number;
  publishedAt: string;
  commentCount: number;
  status: string | number;
  code: string;
  revision: number;
  op: string;
  by: string;
  outcome: string;
  articleId?: string;
  versionId: string;
  reason?: { code: string };
  counts: Record<string, number>;
  items: Body[];
}

/** The first of a list that must have one. */
export function first<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error('The list is empty');
  return item;
}

const anyBody = z.custom<Body>();

/** Somebody who knows nothing of the newsroom but its public contract: commands, S3, and HTTP. */
export class NewsroomUser {
  readonly newsroom: LocalNewsroom;

  constructor(newsroom: LocalNewsroom) {
    this.newsroom = newsroom;
  }

  /** Runs a command of `package.json` as npm would, and gives what it printed and its exit code. */
  run(
    command: 'upload' | 'token' | 'rebuild' | 'replay',
    ...args: string[]
  ): Promise<{ code: number; output: string }> {
    const env = { ...process.env, NEWSROOM_STATE: this.newsroom.state };
    return new Promise((resolve) => {
      execFile(process.execPath, [`infra/commands/${command}.ts`, ...args], { env }, (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr });
      });
    });
  }

  async token(role?: 'moderator' | 'editor', user = 'alice', name = 'Alice'): Promise<string> {
    const { output } = await this.run('token', '--user', user, '--name', name, ...(role ? ['--role', role] : []));
    return output.trim();
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(this.newsroom.siteUrl + path, init);
  }

  async text(path: string): Promise<string> {
    return await (await this.fetch(path)).text();
  }

  /** A JSON answer with its status. */
  async call(method: string, path: string, options: { token?: string; body?: unknown; key?: string } = {}) {
    const response = await this.fetch(path, {
      method,
      headers: {
        ...(options.token && { authorization: `Bearer ${options.token}` }),
        ...(options.body !== undefined && { 'content-type': 'application/json' }),
        ...(options.key && { 'idempotency-key': options.key }),
      },
      ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
    });
    return { status: response.status, body: anyBody.parse(await response.json()) };
  }

  /** Asks again until the answer is as it should be; fails with the last answer when it never is. */
  async until<T>(ask: () => Promise<T>, isRight: (answer: T) => boolean): Promise<T> {
    const end = Date.now() + GIVE_UP_MS;
    for (;;) {
      const answer = await ask();
      if (isRight(answer)) return answer;
      if (Date.now() > end) throw new Error(`Still not so after ${GIVE_UP_MS / 1000} s: ${JSON.stringify(answer)}`);
      await sleep(50);
    }
  }
}
