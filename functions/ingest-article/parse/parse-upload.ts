import { cleanText } from '../../../shared/article/clean-text.ts';
import type { ArticleDocument } from '../../../shared/article/document.ts';
import type { Settings } from '../../../shared/settings.ts';
import { checkComplexity } from './complexity.ts';
import { decode } from './decode.ts';
import { FORMATS } from './formats.ts';
import { metaCharsetOf } from './html/meta-charset.ts';
import { normalise } from './normalise.ts';
import { readObjectMetadata } from './object-metadata.ts';
import type { Parsed, Upload } from './upload.ts';
import { UploadRefused } from './upload-refused.ts';
import { xmlEncodingOf } from './xml/declared-encoding.ts';

/** 5 MB. */
export const MAX_UPLOAD_BYTES = 5 * 1024 * 1024;

/**
 * Reads one upload as the article that it is, whatever its format, or says why that cannot be: pure, and linear in its size
 * whatever stands in it. Fields come from `x-amz-meta-*`, else from the document's own metadata, else from its text.
 */
export function parseUpload(upload: Upload, settings: Settings): Parsed {
  try {
    return { ok: true, document: documentOf(upload, settings) };
  } catch (error) {
    if (error instanceof UploadRefused) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

function documentOf({ key, body, contentType, metadata }: Upload, settings: Settings): ArticleDocument {
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
  const draft = format.parse(source, given.fields, settings);
  const stripped = countControls(raw);
  const extras = {
    ...draft.extras,
    ...(Object.keys(given.rest).length > 0 && { metadata: given.rest }),
    ...(stripped > 0 && { strippedControls: stripped }),
  };
  return normalise(
    { ...draft, fields: { ...draft.fields, ...given.fields }, extras },
    format.name,
    source.key,
    settings,
  );
}

/** How many characters `cleanText` takes out since no text means them. */
const countControls = (text: string) => text.match(/[^\P{Cc}\t\n]|\p{Cs}|[\ufffe\uffff]/gu)?.length ?? 0;
