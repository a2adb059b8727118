import * as z from 'zod';
import type { ShownUpload } from '../../shared/article/shown-upload.ts';
import { skippedItem, uploadVersion } from '../../shared/article/upload.ts';

const stands = {
  outcome: uploadVersion.shape.outcome,
  reason: uploadVersion.shape.reason.unwrap().exactOptional(),
  articleId: z.string().exactOptional(),
};

/** An upload as this API shows it. `parts` are the articles of one that holds several, each by its guid. */
export const uploadBody = uploadVersion
  .pick({ key: true, versionId: true, receivedAt: true })
  .extend({
    ...stands,
    parts: z.array(z.object({ name: z.string(), ...stands })).exactOptional(),
    skipped: z.array(skippedItem).exactOptional(),
  })
  .meta({ id: 'Upload' });

export const uploadBodyOf = (v: ShownUpload): z.infer<typeof uploadBody> => ({
  key: v.key,
  versionId: v.versionId,
  outcome: v.outcome,
  ...(v.reason && { reason: v.reason }),
  ...(v.articleId && { articleId: v.articleId }),
  ...(v.parts && { parts: v.parts }),
  ...(v.skipped && { skipped: v.skipped }),
  receivedAt: v.receivedAt,
});
