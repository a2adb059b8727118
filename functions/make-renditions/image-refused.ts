import type { Refusal, RefusalCode } from '../../shared/article/refusal.ts';

/** Ends the work on an image that must not or cannot be published; its uploader is told. */
export class ImageRefused extends Error {
  readonly refusal: Refusal;

  constructor(code: RefusalCode, message: string) {
    super(message);
    this.refusal = { code, message };
  }
}
