import * as z from 'zod';
import type { ArticleDocument, NamedImage } from './document.ts';
import { asset, type Image, type ImageWords, imageWords, ownFolder, placeOf } from './image.ts';

/** An image as readers get it: one of ours, or one that stands elsewhere on the web. */
const shownImage = z.union([imageWords.extend({ asset }), imageWords.extend({ remote: z.string() })]);

export type ShownImage = z.infer<typeof shownImage>;

/** The images of an article that stand now, each at its place. Plain data. */
export const shownImages = z.object({
  /** By the indexes of the document's `images`; null where none stands. */
  named: z.array(shownImage.nullable()),
  /** Before the body, and after it. */
  lead: shownImage.nullable(),
  after: z.array(shownImage),
  /** All of them once, the most important first. */
  all: z.array(shownImage),
});

export type ArticleImages = z.infer<typeof shownImages>;

/** The images that are there, strongly consistent unless said otherwise. */
export interface Images {
  /** Those of one folder, by name; at most 60. */
  inFolder(folder: string): Promise<Image[]>;
  /** Those of these uploads' keys that stand. */
  named(keys: readonly string[]): Promise<Image[]>;
}

/** Reads what an article shows. One query of its own folder, and a BatchGet if its document names images elsewhere. */
export async function readArticleImages(
  articleKey: string,
  document: Promise<ArticleDocument>,
  images: Images,
): Promise<ArticleImages | undefined> {
  const own = ownFolder(articleKey);
  const inFolder = images.inFolder(own);
  inFolder.catch(() => undefined);
  const { images: named = [] } = await document;
  const elsewhere = named.flatMap(({ keys = [] }) => keys).filter((key) => placeOf(key).folder !== own);
  const found = elsewhere.length > 0 ? await images.named(elsewhere) : [];
  const beside = await inFolder;
  return named.length + beside.length > 0 ? articleImages(named, beside, found) : undefined;
}

/**
 * Puts images at their places. What the document says of one comes before what its own upload says. Before the body stands the
 * one that leads by the document's word, or else, where the body holds none, the first of the others; what is named nowhere
 * stands after the body. Web images that stand in no body are only listed.
 */
export function articleImages(
  documents: readonly NamedImage[],
  inFolder: readonly Image[],
  elsewhere: readonly Image[] = [],
): ArticleImages {
  const standing = new Map([...inFolder, ...elsewhere].map((image) => [image.key.normalize('NFC'), image]));
  const used = new Set<Image>();
  const named = documents.map((image) => {
    if (!image.keys) return { remote: image.src, ...wordsOf(image) };
    const found = image.keys.map((key) => standing.get(key)).find((each) => each !== undefined);
    if (found) used.add(found);
    return found ? shown(found, image) : null;
  });
  const at = (place: NamedImage['place']) => named.filter((image, i) => image && documents[i]?.place === place);
  const others = inFolder.filter((image) => !used.has(image)).map((image) => shown(image));
  const free = [...at('beside'), ...others].filter((image) => image !== null && 'asset' in image) as ShownImage[];
  const [stated = null] = at('lead');
  const lead = stated ?? (at('body').length === 0 ? (free[0] ?? null) : null);
  const rest = [...named, ...others].filter((image): image is ShownImage => image !== null && image !== lead);
  return { named, lead, after: free.filter((image) => image !== lead), all: lead ? [lead, ...rest] : rest };
}

const shown = (image: Image, said: ImageWords = {}): ShownImage => ({
  asset: asset.parse(image),
  ...wordsOf(image),
  ...wordsOf(said),
});

const wordsOf = ({ alt, caption, credit }: ImageWords): ImageWords => ({
  ...(alt !== undefined && { alt }),
  ...(caption !== undefined && { caption }),
  ...(credit !== undefined && { credit }),
});
