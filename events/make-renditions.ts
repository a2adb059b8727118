import * as z from 'zod';
import { asset, imageWords } from '../shared/article/image.ts';
import { refusal } from '../shared/article/refusal.ts';
import { instant } from '../shared/time.ts';

/** Which object version an image is. A replay has its place in the order in the upload's record, and not from here. */
const imageUpload = z.object({
  key: z.string().min(1),
  versionId: z.string().min(1),
  sequencer: z.string(),
  at: instant,
  replay: z.literal(true).optional(),
});

export type ImageUpload = z.infer<typeof imageUpload>;

/** A message of the image queue: an upload has turned out to be an image. */
export const makeRenditions = z.object({ type: z.literal('make-renditions'), upload: imageUpload });

export type MakeRenditions = z.infer<typeof makeRenditions>;

/** What was made of an image, or why nothing can be. */
export const made = z.union([z.object({ asset, words: imageWords, storedAt: instant }), z.object({ refusal })]);

export type Made = z.infer<typeof made>;

/** The answer to it, a message of the upload queue: only what reads that queue knows the order of events and the table. */
export const renditionsMade = z.object({ type: z.literal('renditions-made'), upload: imageUpload, made });

export type RenditionsMade = z.infer<typeof renditionsMade>;

/** The answer that is the body of a queue message; undefined when it is another message. Throws on what is no JSON. */
export const renditionsMadeOf = (body: string): RenditionsMade | undefined =>
  renditionsMade.safeParse(JSON.parse(body)).data;
