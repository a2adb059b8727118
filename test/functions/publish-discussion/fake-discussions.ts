import type { PublishDiscussion } from '../../../events/publish-discussion.ts';
import { type Deps, publishDiscussion } from '../../../functions/publish-discussion/publish-discussion.ts';
import { rollUpLikes } from '../../../functions/publish-discussion/roll-up-likes.ts';
import { converge } from '../../../shared/feed/converge.ts';
import { Lru } from '../../../shared/lru.ts';
import type { Publication } from '../../../shared/store/publications.ts';
import { FakeObjects } from '../../shared/feed/fake-objects.ts';

/** A message in the queue: from when it can be received, and how often it was. */
interface Waiting {
  message: PublishDiscussion;
  from: number;
  receives: number;
}

const unaudited = { add: async () => {} };
const ARTICLE = 'aaaaaaaaaaaaaaaa';
/** How long a message is not shown again that was received and not deleted. */
const VISIBILITY_MS = 60_000;

/**
 * One article's discussion, whose state is a number, with its publications, its object and its queue, all under a clock that is
 * moved by hand. Every request pauses, and may be where its process ends.
 */
export class FakeDiscussions {
  now = Date.parse('2026-11-24T07:00:00.000Z');
  state = 0;
  /** What the counters of its one comment's likes sum to, and what of that is rolled up. */
  likes = 0;
  rolledUp = 0;
  /** Whether the object has their number. */
  showsLikes = true;
  /** When likes were rolled up. */
  readonly rollUps: number[] = [];
  #token: number | undefined;
  #notes = 0;
  /** When the object was written. */
  readonly writes: number[] = [];
  readonly objects: FakeObjects;
  readonly #pause: (what: string) => Promise<unknown>;
  #publication: Publication = { begun: 0, done: 0 };
  #queue: Waiting[] = [];

  /** `pause` rejects to end the process that makes the request. */
  constructor(pause: (what: string) => Promise<unknown>) {
    this.#pause = pause;
    this.objects = new FakeObjects(pause);
  }

  get isQuiet(): boolean {
    return this.#queue.length === 0;
  }

  /** When the next message can be received; undefined where there is none. */
  get next(): number | undefined {
    return this.isQuiet ? undefined : Math.min(...this.#queue.map(({ from }) => from));
  }

  /** What the object has to say. */
  get said(): string {
    return `${this.state}${this.rolledUp === 0 || !this.showsLikes ? '' : ` with ${this.rolledUp} likes`}`;
  }

  get published(): string | undefined {
    return this.objects.bodies.get('snapshot');
  }

  /** What the stream's reader does of a change, until it succeeds. */
  async change(state: number): Promise<void> {
    this.state = state;
    await this.#follow();
  }

  /** The same of likes: the comment is noted first. */
  async like(likes: number): Promise<void> {
    this.likes = likes;
    await this.#follow(async () => {
      await this.#pause('note →');
      this.#token = ++this.#notes;
      await this.#pause('note ←');
    });
  }

  async #follow(before = () => Promise.resolve()): Promise<void> {
    for (;;) {
      try {
        await before();
        const { begun } = await this.#find();
        return await this.#ask({ articleId: ARTICLE, after: begun }, 0);
      } catch {
        // The record comes again.
      }
    }
  }

  /** Receives a message that is due and has it handled, as Lambda does. */
  async receive(): Promise<void> {
    const due = this.#queue.find(({ from }) => from <= this.now);
    if (!due) return;
    due.from = this.now + VISIBILITY_MS;
    due.receives++;
    try {
      await publishDiscussion(due.message, due.receives === 1, this.#deps());
      this.#queue = this.#queue.filter((each) => each !== due);
    } catch {
      // It is shown again.
    }
  }

  /** The same message again, as SQS may deliver it. */
  duplicate(): void {
    const [message] = this.#queue;
    if (message) this.#queue.push({ ...message });
  }

  #deps(): Deps {
    return {
      publications: {
        find: () => this.#find(),
        begin: async (_, { begun, done }, at) => {
          await this.#pause('begin →');
          if (this.#publication.begun !== begun) return undefined;
          this.#publication = { begun: begun + 1, done, at };
          await this.#pause('begin ←');
          return begun + 1;
        },
        finish: async (_, number, at) => {
          await this.#pause('finish →');
          const { begun } = this.#publication;
          if (begun === number) this.#publication = { begun, done: number, ...(at !== undefined && { at }) };
          await this.#pause('finish ←');
        },
      },
      queue: { ask: (request, delayMs) => this.#ask(request, delayMs) },
      rollUpLikes: () =>
        rollUpLikes(ARTICLE, { likedComments: this.#likedComments, likes: { rollUp: this.#rollUp }, unaudited }),
      unaudited,
      converge: (_, isFirst) => this.#converge(isFirst),
      clock: () => new Date(this.now),
    };
  }

  readonly #likedComments = {
    some: async () => {
      await this.#pause('notes →');
      const token = this.#token;
      await this.#pause('notes ←');
      return token === undefined ? [] : [{ commentId: 'c', token: String(token) }];
    },
    remove: async (_: string, { token }: { token: string }) => {
      await this.#pause('remove →');
      if (String(this.#token) === token) this.#token = undefined;
      await this.#pause('remove ←');
    },
  };

  readonly #rollUp = async () => {
    await this.#pause('likes →');
    const first = this.rolledUp;
    for (let before = first; ; before = this.rolledUp) {
      const sum = this.likes;
      await this.#pause('likes ←');
      if (sum === before) return before !== first;
      this.rolledUp = sum;
      this.rollUps.push(this.now);
      await this.#pause('roll up ←');
    }
  };

  async #find(): Promise<Publication> {
    await this.#pause('find →');
    const found = this.#publication;
    await this.#pause('find ←');
    return found;
  }

  async #ask(request: Omit<PublishDiscussion, 'type'>, delayMs: number): Promise<void> {
    await this.#pause('send →');
    const from = this.now + Math.ceil(delayMs / 1000) * 1000;
    this.#queue.push({ message: { type: 'publish-discussion', ...request }, from, receives: 0 });
    await this.#pause('send ←');
  }

  async #converge(isFirst: boolean) {
    const read = async () => {
      await this.#pause('read →');
      const state = this.said;
      await this.#pause('read ←');
      return state;
    };
    const render = (state: string) => [{ key: 'snapshot', body: state, contentType: 'text/plain', cacheControl: '' }];
    const put: FakeObjects['put'] = async (...args) => {
      const etag = await this.objects.put(...args);
      if (etag !== undefined) this.writes.push(this.now);
      return etag;
    };
    const objects = { head: this.objects.head.bind(this.objects), put, delete: this.objects.delete.bind(this.objects) };
    return await converge(
      { keys: ['snapshot'], read, render },
      { objects, remembered: new Lru(1), attempts: 1, ...(isFirst && { listed: new Map() }) },
    );
  }
}
