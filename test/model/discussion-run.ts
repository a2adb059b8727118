import { expect } from 'vitest';
import { DiscussionAudit } from '../../functions/rebuild-feeds/adapters/discussion-audit.ts';
import type { Answer, DiscussionUnderTest } from '../functions/comments/discussion-under-test.ts';
import { type Act, PEOPLE, type Round } from './acts.ts';

/** How likely it is that the answer to a request to the tables is lost, or that the process that made it ends there. */
const LOST = 0.1;

/** How likely it is that a moderator does not ask again: what has begun is to come to its end. */
const GIVES_UP = 0.5;

const MODERATOR = 'mona:moderator';

/** What someone asks the API for. */
type Asked = Exclude<Act, { kind: 'go-on' } | { kind: 'audit' }>;

/** One article's discussion, in which things happen at once, answers are lost and processes end. */
export class DiscussionRun {
  readonly api: DiscussionUnderTest;
  readonly articleId: string;
  readonly ids: string[] = [];
  /** Who may edit a comment: an account, or a guest by its edit token. */
  readonly #authors = new Map<string, string>();
  /** The words of guests' comments, which are to be found nowhere once they are erased. */
  readonly #guestWords = new Map<string, string>();
  /** In which round someone was erased last, and in which anything was done that is kept of them. */
  readonly #erased = new Map<string, number>();
  readonly #active = new Map<string, number>();
  readonly #erasedGuests = new Set<string>();
  #round = 0;
  #keys = 0;
  #random: number;

  constructor(api: DiscussionUnderTest, articleId: string, seed: number) {
    this.api = api;
    this.articleId = articleId;
    this.#random = seed;
  }

  /** Nobody who is in another run. */
  person = (who: number): string => `person-${who}-${this.articleId}`;

  get people(): string[] {
    return Array.from({ length: PEOPLE }, (_, who) => this.person(who));
  }

  async play(history: Round[]): Promise<void> {
    for (const { acts, followed } of history) {
      this.api.losesAnswer = () => this.#chance() < LOST;
      await Promise.all(acts.map((act) => this.#perform(act)));
      this.api.losesAnswer = () => false;
      if (followed) await this.api.follow();
      this.api.tick();
      this.#round++;
    }
  }

  /** All that was begun comes to its end: what is to be looked over once more is, and the stream is read. */
  async settle(): Promise<void> {
    await this.api.follow();
    await this.api.goOn();
    this.api.now = new Date(this.api.now.getTime() + 61_000);
    expect(await this.api.goOn()).toBe(true);
    await this.api.follow();
  }

  /** What must be found in no item any more. */
  get forgotten(): string[] {
    const gone = [...this.#erased].filter(([person, round]) => (this.#active.get(person) ?? -1) <= round);
    const words = [...this.#erasedGuests].flatMap((id) => this.#guestWords.get(id) ?? []);
    return [...gone.map(([person]) => person), ...words];
  }

  async #perform(act: Act): Promise<void> {
    if (act.kind === 'go-on') return await unlessItEnds(() => this.api.goOn());
    const id = 'pick' in act ? this.ids[act.pick % Math.max(1, this.ids.length)] : undefined;
    if (act.kind === 'audit') return await unlessItEnds(() => this.#audit(id));
    const key = `${this.articleId}-${this.#keys++}`;
    const once = () => this.#send(act, key, id);
    const [first, second] = await Promise.all([once(), act.again ? once() : undefined]);
    if (second && 'id' in second && 'id' in first) expect(second.id).toBe(first.id);
  }

  /** With no time between its looks: nothing that happens at once is to be undone by it, however early it takes it for wrong. */
  async #audit(id: string | undefined): Promise<void> {
    const audit = new DiscussionAudit(this.api.discussion, () => Promise.resolve());
    await audit.mend(this.articleId);
    if (id !== undefined) await audit.mendLikes(id);
  }

  /** As clients do: an answer that is lost is asked for again under the same key, but for a moderator who gives up. */
  async #send(act: Asked, key: string, id: string | undefined): Promise<{ id?: string }> {
    for (;;) {
      const answer = await this.#request(act, key, id);
      if (answer.status >= 500) {
        if (act.kind === 'standing' && this.#chance() < GIVES_UP) return {};
        continue;
      }
      if (answer.status !== 201 || (act.kind !== 'post' && act.kind !== 'reply')) return {};
      const { id: made, editToken } = answer.body;
      if (!this.ids.includes(made)) this.ids.push(made);
      this.#authors.set(made, editToken ?? this.person(act.who));
      if (editToken !== undefined) this.#guestWords.set(made, wordsOf(key));
      return { id: made };
    }
  }

  #request(act: Asked, key: string, id = 'a'.repeat(26)): Promise<Answer> {
    const { api } = this;
    const author = this.#authors.get(id) ?? this.person(0);
    switch (act.kind) {
      case 'post':
      case 'reply': {
        const parent = act.kind === 'reply' ? { parentId: id } : {};
        if (act.guest) return api.postAsGuest(this.articleId, wordsOf(key), { ...parent, key });
        const as = this.#by(act.who);
        return api.post(this.articleId, { text: `${as} says ${key}`, ...parent }, { as, key });
      }
      case 'edit':
        return api.edit(id, { text: `${author} says now ${key}`, revision: act.revision }, { as: author });
      case 'delete':
        return api.remove(id, { as: act.moderator ? MODERATOR : author });
      case 'like':
        return api.like(id, this.#by(act.who));
      case 'unlike':
        return api.unlike(id, this.#by(act.who));
      case 'flag': {
        const as = this.#by(act.who);
        const body = { reason: 'other', note: `${as} minds ${key}` };
        return api.call('POST /api/comments/{id}/flags', { id, as, key, body });
      }
      case 'feature': {
        const body = { featured: act.featured, revision: 1 };
        return api.call('PATCH /api/moderation/comments/{id}', { id, as: MODERATOR, body });
      }
      case 'standing': {
        const body = { ...act.set, reason: `for ${key}` };
        return api.call('PUT /api/moderation/users/{id}', { id: this.#by(act.who), as: MODERATOR, body });
      }
      case 'erase':
        this.#erased.set(this.person(act.who), this.#round);
        return api.call('DELETE /api/users/me', { as: this.person(act.who) });
      case 'erase-guest':
        return this.#eraseGuest(id);
      default:
        return api.decide([{ commentId: id, revision: 1, decision: act.kind }], { key });
    }
  }

  async #eraseGuest(id: string): Promise<Answer> {
    const query = `commentId=${id}&editToken=${this.#authors.get(id) ?? 'edit_none'}`;
    const answer = await this.api.call('DELETE /api/users/me', { query });
    if (answer.status === 200) this.#erasedGuests.add(id);
    return answer;
  }

  #by(who: number): string {
    const person = this.person(who);
    this.#active.set(person, this.#round);
    return person;
  }

  /** Mulberry32: what is lost depends on the seed and on nothing else. */
  #chance(): number {
    this.#random = (this.#random + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#random ^ (this.#random >>> 15), 1 | this.#random);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
}

/** A process that ends in the midst of it, or finds the table busy for too long, is nothing to worry about: another one goes on. */
async function unlessItEnds(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Error && ENDS.has(error.name))) throw error;
  }
}

const ENDS = new Set(['LostAnswer', 'TransactionCanceledException', 'TransactionConflictException']);

const wordsOf = (key: string): string => `words of ${key}.`;
