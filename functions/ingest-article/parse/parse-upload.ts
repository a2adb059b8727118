import { cleanText } from '../../../shared/article/clean-text.ts';
import type { Refusal } from '../../../shared/article/refusal.ts';
import type { ArticleReading, Reading } from '../ports.ts';
import { checkComplexity, tooComplex } from './complexity.ts';
import { decode } from './decode.ts';
import type { Draft, Stage } from './format.ts';
import { FORMATS } from './formats.ts';
import { metaCharsetOf } from './html/meta-charset.ts';
import { normalise } from './normalise.ts';
import { readObjectMetadata } from './object-metadata.ts';
import { partNames, refuseFieldsOfOne } from './parts.ts';
import type { Upload } from './upload.ts';
import { UploadRefused } from './upload-refused.ts';
import { xmlEncodingOf } from './xml/declared-encoding.ts';

/** 5 MB. */
export const MAX_UPLOAD_BYTES = 5 * 1024 * 1024;

/**
 * Reads one upload as the article that it is, or as the several that it holds, whatever its format, or says why that cannot be:
 * pure, and linear in its size whatever stands in it. Fields come from `x-amz-meta-*`, else from the document's own metadata, else
 * from its text. One of several that is refused is so by itself.
 */
export const parseUpload = (upload: Upload, stage: Stage): Reading =>
  readingOf(() => {
    const { found, finish } = read(upload, stage);
    if (!('drafts' in found)) return { ok: true, document: finish(found) };
    const { drafts, skipped } = found;
    const names = partNames(drafts.map(({ guid }) => guid));
    const parts = drafts.map((draft, i) => ({
      name: names[i] ?? '',
      reading: readingOf<ArticleReading>(() => ({ ok: true, document: finish(draft) })),
    }));
    return { ok: true, parts, skipped };
  });

function readingOf<R>(read: () => R): R | { ok: false; refusal: Refusal } {
  try {
    return read();
  } catch (error) {
    if (error instanceof UploadRefused) return { ok: false, refusal: error.refusal };
    // A stack that a parser has overflowed. It would do so again, so nothing is won by trying again.
    if (error instanceof RangeError) return { ok: false, refusal: tooComplex('It is too much for its parser').refusal };
    throw error;
  }
}

/** What its format found in an upload, and how to make a document of each draft of it. */
function read({ key, body, contentType, metadata }: Upload, stage: Stage) {
  if (body.length > MAX_UPLOAD_BYTES) {
    throw new UploadRefused('too-large', 'The object is over 5 MB. Upload the article by itself.');
  }
  const charset = /;\s*charset="?([\w:.-]{1,40})/i.exec(contentType ?? '')?.[1];
  const raw = decode(body, charset ?? xmlEncodingOf(body) ?? metaCharsetOf(body));
  if (raw.trim() === '') throw new UploadRefused('empty', 'There is nothing in it. Upload the article again.');
  const named = { key: key.normalize('NFC'), mediaType: contentType?.split(';')[0]?.trim().toLowerCase() };
  checkComplexity(
    raw,
    FORMATS.some(({ boundsItself, recognises }) => boundsItself && recognises({ ...named, text: raw })),
  );
  const source = { ...named, text: cleanText(raw) };
  const format = FORMATS.find((candidate) => candidate.recognises(source));
  if (!format) throw new UploadRefused('unsupported-format', 'This is no format that is known here.');
  const given = readObjectMetadata(metadata);
  const found = format.parse(source, given.fields, stage);
  if ('drafts' in found) refuseFieldsOfOne(given.fields, found.drafts.length);
  const stripped = countControls(raw);
  const besides = {
    ...(Object.keys(given.rest).length > 0 && { metadata: given.rest }),
    ...(stripped > 0 && { strippedControls: stripped }),
  };
  const finish = (draft: Draft) =>
    normalise(
      { ...draft, fields: { ...draft.fields, ...given.fields }, extras: { ...draft.extras, ...besides } },
      format.name,
      source.key,
      stage,
    );
  return { found, finish };
}

/** How many characters `cleanText` takes out since no text means them. */
const countControls = (text: string) => text.match(/[^\P{Cc}\t\n]|\p{Cs}|[\ufffe\uffff]/gu)?.length ?? 0;
