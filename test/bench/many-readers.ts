import { Agent, request } from 'node:http';
import { issueToken } from '../../infra/local/issuer/issue-token.ts';
import { signingKey } from '../../infra/local/issuer/signing-key.ts';
import { issuerDirectory, readRunning } from '../../infra/local/state.ts';
import type { LocalNewsroom } from '../local-newsroom.ts';

/** So many posts an account and a network may make within a minute, with some to spare. */
export const PER_ACCOUNT = 8;
const PER_NETWORK = 40;

/** Connections that idle are closed before the newsroom closes them. */
const IDLE_MS = 2000;

export interface Sent {
  method?: string;
  path: string;
  body?: object;
  token?: string;
}

/** As many people as it takes, from as many networks: the throttles are on, as in any newsroom. Linux has 127/8 for that. */
export class ManyReaders {
  readonly #newsroom: LocalNewsroom;
  readonly #agents = new Map<string, Agent>();
  readonly #tokens: string[];

  /** Tokens are made beforehand, for `posts` posts. */
  constructor(newsroom: LocalNewsroom, posts: number) {
    this.#newsroom = newsroom;
    const { issuer } = readRunning(newsroom.state);
    const key = signingKey(issuerDirectory(newsroom.state));
    this.#tokens = Array.from({ length: Math.ceil(posts / PER_ACCOUNT) }, (_, i) =>
      issueToken(
        key,
        issuer,
        { user: `reader-${i}`, name: `Reader ${i}`, roles: [], expiresInSeconds: 3600 },
        new Date(),
      ),
    );
  }

  /** A post that is not one too many of its account, nor of its network. */
  async post(i: number, path: string, body: object): Promise<unknown> {
    return await this.send({ method: 'POST', path, body, token: this.token(Math.floor(i / PER_ACCOUNT)) }, i);
  }

  token(reader: number): string {
    const token = this.#tokens[reader];
    if (token === undefined) throw new Error(`the bench has no reader ${reader}`);
    return token;
  }

  /** A request, and its answer as parsed JSON. Throws where that is no success. */
  async send({ method = 'GET', path, body, token }: Sent, i = 0): Promise<unknown> {
    const agent = this.#agentOf(Math.floor(i / PER_NETWORK));
    const headers = {
      ...(body && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    };
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const sent = request(`${this.#newsroom.siteUrl}${path}`, { method, agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('error', reject);
      response.on('end', () => {
        if ((response.statusCode ?? 500) < 300) resolve(JSON.parse(text));
        else reject(new Error(`${method} ${path} answered ${response.statusCode}: ${text}`));
      });
    });
    sent.on('error', reject);
    sent.end(body && JSON.stringify(body));
    return await promise;
  }

  stop(): void {
    for (const agent of this.#agents.values()) agent.destroy();
  }

  #agentOf(network: number): Agent {
    const localAddress = `127.9.${Math.floor(network / 250)}.${(network % 250) + 1}`;
    const agent = this.#agents.get(localAddress) ?? new Agent({ keepAlive: true, timeout: IDLE_MS, localAddress });
    this.#agents.set(localAddress, agent);
    return agent;
  }
}
