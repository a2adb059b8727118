import { inParallel } from '../in-parallel.ts';
import type { ArticleImages } from './article-images.ts';
import { assetKey, type ImageType, mediaKey } from './image.ts';

/** One file of an image, from the content bucket into the public one. */
export interface MediaCopy {
  from: string;
  to: string;
  type: ImageType;
  /** How long it is. */
  bytes: number;
}

/** An article's own copies of its images in the public bucket. Each is written once: its name holds a hash of its image. */
export interface Media {
  /** All copies that the article has, by their keys, with how many bytes each is long. */
  list(articleId: string): Promise<Map<string, number>>;
  copy(media: MediaCopy): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
}

const WIDTH = 4;

/** The copies that an article needs to show these images. */
export const mediaOf = (articleId: string, images: ArticleImages | undefined): MediaCopy[] => [
  ...new Map(
    (images?.all ?? [])
      .flatMap((image) => ('asset' in image ? [image.asset] : []))
      .flatMap(({ assetId, renditions }) =>
        renditions.map(({ name, type, bytes }) => ({
          from: assetKey(assetId, name),
          to: mediaKey(articleId, assetId, name),
          type,
          bytes,
        })),
      )
      .map((copy) => [copy.to, copy]),
  ).values(),
];

/**
 * Makes an article's copies what its page needs: what is missing comes before the page, what is not wanted goes after it. A copy that
 * is not as long as its image was written by somebody else, and is made again. One LIST, and a COPY or DELETE for each that is missing,
 * wrong or too many.
 */
export class PageMedia {
  readonly #articleId: string;
  readonly #media: Media;
  /** The keys of what was copied. */
  readonly brought: string[] = [];
  #standing: Map<string, number> | undefined;

  constructor(articleId: string, media: Media) {
    this.#articleId = articleId;
    this.#media = media;
  }

  async bring(wanted: readonly MediaCopy[]): Promise<void> {
    if (wanted.length === 0) return;
    const standing = await this.#list();
    const missing = wanted.filter(({ to, bytes }) => standing.get(to) !== bytes);
    await inParallel(missing, WIDTH, async (each) => {
      await this.#media.copy(each);
      standing.set(each.to, each.bytes);
      this.brought.push(each.to);
    });
  }

  /** Removes what is not wanted, and answers what that was. */
  async tidy(wanted: readonly MediaCopy[]): Promise<string[]> {
    const kept = new Set(wanted.map(({ to }) => to));
    const surplus = [...(await this.#list()).keys()].filter((key) => !kept.has(key));
    if (surplus.length > 0) await this.#media.remove(surplus);
    this.#standing = undefined;
    return surplus;
  }

  /** Whether the copies have been looked through already, so that tidying costs nothing. */
  get isListed(): boolean {
    return this.#standing !== undefined;
  }

  async #list(): Promise<Map<string, number>> {
    this.#standing ??= await this.#media.list(this.#articleId);
    return this.#standing;
  }
}
