import type { Refusal, RefusalCode } from '../../../shared/article/refusal.ts';

/** Ends the parsing of an upload; `parseUpload` turns it into its answer. Never leaves this folder. */
export class UploadRefused extends Error {
  readonly refusal: Refusal;

  constructor(code: RefusalCode, message: string, at?: string) {
    super(message);
    this.refusal = { code, message, ...(at !== undefined && { at }) };
  }
}
