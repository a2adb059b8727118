import { readFile } from 'node:fs/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { shownUpload } from '../../../shared/article/shown-upload.ts';
import type { UploadVersion } from '../../../shared/article/upload.ts';
import { withParts } from '../../../shared/store/upload-parts.ts';
import type { FileToUpload } from './files-to-upload.ts';
import type { Outcomes } from './outcomes.ts';
import { type Desk, standsAt } from './standing-article.ts';

/** How long an upload may take to have an outcome, and its page then to stand. */
const OUTCOME_SECONDS = 120;
const PAGE_SECONDS = 30;

/** Where one file stands: `refused` if it will not be published as it is. `text` is for people. */
export interface Standing {
  file: FileToUpload;
  refused: boolean;
  text: string;
}

/** Uploads one file like any S3 client, waits for what becomes of it, and says so. Rejects when a service cannot be reached. */
export async function uploadFile(
  file: FileToUpload,
  metadata: Record<string, string>,
  uploadsBucket: string,
  desk: Desk,
  outcomes: Outcomes,
): Promise<Standing> {
  const { VersionId } = await desk.s3.send(
    new PutObjectCommand({
      Bucket: uploadsBucket,
      Key: file.key,
      Body: await readFile(file.path),
      ContentType: file.contentType,
      Metadata: metadata,
    }),
  );
  if (VersionId === undefined) throw new Error(`The bucket ${uploadsBucket} keeps no versions`);
  const version = await outcomes.of(file.key, VersionId, OUTCOME_SECONDS);
  return { file, ...(version ? await standing(version, desk) : late(OUTCOME_SECONDS)) };
}

const late = (seconds: number) => ({
  refused: true,
  text: `no outcome after ${seconds} s: the upload is safe, but the function ingest-article did not get to it; see its log`,
});

/** Where the article of an upload stands that has come to its end, or each of its articles, or why it was refused. */
export async function standing(version: UploadVersion, desk: Desk): Promise<{ refused: boolean; text: string }> {
  if (!version.parts) return await standingOf(version, desk);
  const [{ parts = [], skipped = [] } = shownUpload(version)] = await withParts(desk.table, [version]);
  const each = await Promise.all(parts.map((part) => standingOf(part, desk)));
  const lines = parts.map(({ name }, i) => `${name}  ${each[i]?.text}`);
  const beside = skipped.map(({ item, guid = '' }) => `${guid}  not published by itself: it is a ${item} without text`);
  const refused = each.filter((standing) => standing.refused).length;
  const total = `${parts.length} articles: ${parts.length - refused} accepted, ${refused} refused`;
  return { refused: refused > 0, text: [total, ...lines, ...beside].join('\n  ') };
}

async function standingOf(
  { outcome, reason, articleId, assetId }: Pick<UploadVersion, 'outcome' | 'reason' | 'articleId' | 'assetId'>,
  desk: Desk,
): Promise<{ refused: boolean; text: string }> {
  const why = reason ? `${reason.code}: ${reason.message}${reason.at ? ` (${reason.at})` : ''}` : 'no reason given';
  switch (outcome) {
    case 'published':
    case 'unchanged': {
      // The article that an image belongs to may be still to come.
      if (assetId !== undefined) return { refused: false, text: `${outcome}  image ${assetId}` };
      const url = articleId && (await standsAt(desk, articleId, outcome === 'published' ? PAGE_SECONDS : 0));
      if (url) return { refused: false, text: `${outcome}  ${url}` };
      // An unchanged upload of a scheduled or withdrawn article has no page, and that is as it should be.
      if (outcome === 'unchanged') return { refused: false, text: 'unchanged, and not visible now' };
      return {
        refused: true,
        text: `published, but its page and feeds do not show it after ${PAGE_SECONDS} s; see the log of publish`,
      };
    }
    case 'scheduled':
      return { refused: false, text: 'scheduled: it will appear when its time comes' };
    case 'superseded':
      return { refused: false, text: 'superseded: a newer upload of the article stands' };
    case 'withdrawn':
      return { refused: reason !== undefined, text: reason ? `withdrawn  ${why}` : 'withdrawn' };
    case 'quarantined':
      return { refused: true, text: `refused  ${why}` };
  }
}
