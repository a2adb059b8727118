import * as z from 'zod';

/**
 * A message of the upload queue: the images that an article shows are not those that its item and its feed entries note. It says
 * nothing of the images themselves: who reads it looks.
 */
export const noteImages = z.object({ type: z.literal('note-images'), articleId: z.string().min(1) });

export type NoteImages = z.infer<typeof noteImages>;

/** The request that is the body of a queue message; undefined when it is another message. Throws on what is no JSON. */
export const noteImagesOf = (body: string): NoteImages | undefined => noteImages.safeParse(JSON.parse(body)).data;
