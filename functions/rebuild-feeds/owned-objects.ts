import type { PublicListing } from './ports.ts';

/** Objects that each belong to an article, all below one prefix, and in the order of their articles. */
export interface Kind {
  prefix: string;
  /** The article of an object; undefined of what does not belong there. */
  articleOf(key: string): string | undefined;
  /** A key that is not before those of this article, but before those of the next. */
  lastOf(articleId: string): string;
}

/** What the bucket has of an article: the objects by their keys, with their ETags. */
export interface Owned {
  articleId: string;
  objects: ReadonlyMap<string, string>;
}

/**
 * The articles that have objects of any of these kinds, after the given one in the order of their ids; `stray` is told of what lies among
 * those and belongs to no article. A LIST for 1,000 objects; in memory the objects of one article.
 */
export async function* ownedObjects(
  kinds: readonly Kind[],
  after: string | undefined,
  listing: Pick<PublicListing, 'list'>,
  stray: (key: string) => Promise<void>,
): AsyncGenerator<Owned> {
  const sources = kinds.map((kind) => new Source(kind, after, listing, stray));
  for (const source of sources) await source.advance();
  for (;;) {
    const [articleId] = sources.flatMap(({ next }) => next?.articleId ?? []).sort();
    if (articleId === undefined) return;
    const objects = new Map<string, string>();
    for (const source of sources) {
      for (; source.next?.articleId === articleId; await source.advance()) {
        objects.set(source.next.key, source.next.etag);
      }
    }
    yield { articleId, objects };
  }
}

/** The objects of one kind, of which the next is known. */
class Source {
  next: { articleId: string; key: string; etag: string } | undefined;
  readonly #kind: Kind;
  readonly #objects: AsyncIterator<{ key: string; etag: string }>;
  readonly #stray: (key: string) => Promise<void>;

  constructor(
    kind: Kind,
    after: string | undefined,
    listing: Pick<PublicListing, 'list'>,
    stray: (key: string) => Promise<void>,
  ) {
    this.#kind = kind;
    this.#objects = listing
      .list(kind.prefix, after === undefined ? undefined : kind.lastOf(after))
      [Symbol.asyncIterator]();
    this.#stray = stray;
  }

  async advance(): Promise<void> {
    for (;;) {
      const { value, done } = await this.#objects.next();
      const articleId = done ? undefined : this.#kind.articleOf(value.key);
      this.next = articleId === undefined ? undefined : { articleId, ...value };
      if (done || articleId !== undefined) return;
      await this.#stray(value.key);
    }
  }
}
