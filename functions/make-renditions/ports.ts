import type { RenditionsMade } from '../../events/make-renditions.ts';
import type { Asset, ImageType } from '../../shared/article/image.ts';
import type { Instant } from '../../shared/time.ts';

/** The original, as it was uploaded. */
export interface Original {
  body: Uint8Array;
  /** The `x-amz-meta-*` values by lowercase name. */
  metadata: Record<string, string>;
  storedAt: Instant;
}

/** The uploads bucket. */
export interface Originals {
  /** This version of the object; `gone` when it was deleted for good meanwhile, `too-large` when over the limit (not read). */
  read(key: string, versionId: string): Promise<Original | 'gone' | 'too-large'>;
}

/** The content bucket, below `images/`. */
export interface Assets {
  /** What was made of these bytes before, if all of it stands. */
  find(assetId: string): Promise<Asset | undefined>;
  /** Writes every file, and last that the asset stands. What is there already stays as it is. */
  keep(asset: Asset, files: readonly File[]): Promise<void>;
}

export interface File {
  name: string;
  type: ImageType;
  bytes: Uint8Array;
}

/** Whoever reads the upload queue. */
export interface Answers {
  tell(answer: RenditionsMade): Promise<void>;
}

export interface Deps {
  originals: Originals;
  assets: Assets;
  answers: Answers;
}
