import { createHmac } from 'node:crypto';
import * as z from 'zod';
import type { CommentSettings } from '../../shared/comment/moderation-settings.ts';
import { rateKey } from '../../shared/store/discussion-keys.ts';
import type { Table } from '../../shared/store/table.ts';
import type { Throttle } from './ports.ts';

const WINDOW_SECONDS = 60;

const counter = z.object({ posts: z.int() });

type Limits = Pick<CommentSettings, 'perAccountPerMinute' | 'perNetworkPerMinute'>;

/**
 * How much one poster and one network may post within a minute of the clock. Their counters are named by a hash of the day under
 * a key that the table does not have: nobody reads an address off them, nor who posts from where.
 */
export class RateLimits implements Throttle {
  readonly #table: Pick<Table, 'add'>;
  readonly #limits: Limits;
  readonly #secret: string;

  constructor(table: Pick<Table, 'add'>, limits: Limits, secret: string) {
    this.#table = table;
    this.#limits = limits;
    this.#secret = secret;
  }

  /** Two writes of one unit each. */
  async take(poster: string, network: string, now: Date): Promise<{ waitSeconds: number } | undefined> {
    const { perAccountPerMinute, perNetworkPerMinute } = this.#limits;
    const [ofPoster, ofNetwork] = await Promise.all([this.#count(poster, now), this.#count(`network:${network}`, now)]);
    if (ofPoster <= perAccountPerMinute && ofNetwork <= perNetworkPerMinute) return undefined;
    return { waitSeconds: WINDOW_SECONDS - (secondsOf(now) % WINDOW_SECONDS) };
  }

  async #count(who: string, now: Date): Promise<number> {
    const [day = ''] = now.toISOString().split('T');
    const hash = createHmac('sha256', this.#secret)
      .update(JSON.stringify(['rate', day, who]))
      .digest('base64url');
    const window = Math.floor(secondsOf(now) / WINDOW_SECONDS);
    const ttl = (window + 2) * WINDOW_SECONDS;
    const item = await this.#table.add(
      rateKey(hash.slice(0, 22), String(window)),
      { posts: 1 },
      { schemaVersion: 1, ttl },
    );
    return counter.parse(item).posts;
  }
}

const secondsOf = (now: Date) => Math.floor(now.getTime() / 1000);
