import * as z from 'zod';
import { type Article, lastOp } from '../../shared/article/article.ts';
import { articleUrl } from '../../shared/article/article-url.ts';
import { pubStatus } from '../../shared/article/document.ts';
import type { Site } from '../../shared/site.ts';
import { instant } from '../../shared/time.ts';

/** Where an article stands after an editor's act. */
export const standing = z
  .object({
    id: z.string(),
    url: z.string(),
    headline: z.string(),
    version: z.int(),
    pubStatus,
    lastOp,
    visible: z.boolean(),
    publishedAt: instant.nullable(),
    updatedAt: instant,
    correctionNote: z.string().nullable(),
    /** What readers are told of why it was killed or taken down. */
    reason: z.string().nullable(),
  })
  .meta({ id: 'Standing' });

export const standingOf = (a: Article, site: Site): z.infer<typeof standing> => ({
  id: a.id,
  url: articleUrl(site, a),
  headline: a.headline,
  version: a.version,
  pubStatus: a.pubStatus,
  lastOp: a.lastOp,
  visible: a.visible,
  publishedAt: a.publishedAt ?? null,
  updatedAt: a.updatedAt,
  correctionNote: a.correctionNote ?? null,
  reason: a.goneReason ?? null,
});
