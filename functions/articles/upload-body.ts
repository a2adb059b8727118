import * as z from 'zod';
import { type UploadVersion, uploadVersion } from '../../shared/article/upload.ts';

/** An upload as this API shows it. */
export const uploadBody = uploadVersion
  .pick({ key: true, versionId: true, outcome: true, receivedAt: true })
  .extend({ reason: uploadVersion.shape.reason.unwrap().exactOptional(), articleId: z.string().exactOptional() })
  .meta({ id: 'Upload' });

export const uploadBodyOf = (v: UploadVersion): z.infer<typeof uploadBody> => ({
  key: v.key,
  versionId: v.versionId,
  outcome: v.outcome,
  ...(v.reason && { reason: v.reason }),
  ...(v.articleId && { articleId: v.articleId }),
  receivedAt: v.receivedAt,
});
