import * as z from 'zod';

/**
 * Why an uploaded object version does not stand on the site: a closed list, since scripts and people search by it. A code is
 * never renamed; a new reason gets a new one.
 */
export const refusalCode = z.enum([
  // What the bytes are.
  'empty',
  'too-large',
  'too-complex',
  'binary',
  'unsupported-encoding',
  'invalid-encoding',
  'unsupported-format',
  'dtd-not-allowed',
  'xml-invalid',
  'json-invalid',
  'no-text',
  // Of uploads before each article of a message had its own key; a replay takes them in.
  'several-items',
  'too-many-items',
  'parts-refused',
  'package-only',
  // What an image is.
  'image-type-not-allowed',
  'image-too-large',
  'image-corrupt',
  // What the document says.
  'front-matter-invalid',
  'front-matter-executable',
  'invalid-field',
  'too-many-tags',
  'reserved-section',
  'unknown-section',
  'identity-conflict',
  // What became of the object or of its article.
  'object-gone',
  'not-usable',
  'expired',
  'unpublished',
  'killed',
  'taken-down',
]);

export type RefusalCode = z.infer<typeof refusalCode>;

/** `message` is for people and says what to do; `at` is the place in the upload: a line, a byte, or the name of a field. */
export const refusal = z.object({ code: refusalCode, message: z.string(), at: z.string().optional() });

export type Refusal = z.infer<typeof refusal>;
