import { inParallel } from '../in-parallel.ts';
import type { ArticleImages } from './article-images.ts';
import { assetKey, type ImageType, mediaKey } from './image.ts';

/** One file of an image, from the content bucket into the public one. */
export interface MediaCopy {
  from: string;
  to: string;
  type: ImageType;
}

/** An article's own copies of its images in the public bucket. Each is written once: its name holds a hash of its image. */
export interface Media {
  /** The keys of all copies that the article has. */
  list(articleId: string): Promise<string[]>;
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
        renditions.map(({ name, type }) => ({
          from: assetKey(assetId, name),
          to: mediaKey(articleId, assetId, name),
          type,
        })),
      )
      .map((copy) => [copy.to, copy]),
  ).values(),
];

/**
 * Makes an article's copies what its page needs: what is missing comes before the page, what is not wanted goes after it. One LIST,
 * and a COPY or DELETE for each that is missing or too many.
 */
export class PageMedia {
  readonly #articleId: string;
  readonly #media: Media;
  #standing: Set<string> | undefined;

  constructor(articleId: string, media: Media) {
    this.#articleId = articleId;
    this.#media = media;
  }

  async bring(wanted: readonly MediaCopy[]): Promise<void> {
    if (wanted.length === 0) return;
    const standing = await this.#list();
    const missing = wanted.filter(({ to }) => !standing.has(to));
    await inParallel(missing, WIDTH, async (each) => {
      await this.#media.copy(each);
      standing.add(each.to);
    });
  }

  /** Removes what is not wanted, and answers what that was. */
  async tidy(wanted: readonly MediaCopy[]): Promise<string[]> {
    const kept = new Set(wanted.map(({ to }) => to));
    const surplus = [...(await this.#list())].filter((key) => !kept.has(key));
    if (surplus.length > 0) await this.#media.remove(surplus);
    this.#standing = undefined;
    return surplus;
  }

  /** Whether the copies have been looked through already, so that tidying costs nothing. */
  get isListed(): boolean {
    return this.#standing !== undefined;
  }

  async #list(): Promise<Set<string>> {
    this.#standing ??= new Set(await this.#media.list(this.#articleId));
    return this.#standing;
  }
}
