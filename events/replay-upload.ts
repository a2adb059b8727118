import * as z from 'zod';

/**
 * A message of the upload queue beside S3's own: run this object version, which was quarantined, again. It carries no sequencer
 * and no time: those are in the upload's record, so that a replay comes in at the upload's own place in the order.
 */
export const replayUpload = z.object({
  type: z.literal('replay-upload'),
  key: z.string().min(1),
  versionId: z.string().min(1),
});

export type ReplayUpload = z.infer<typeof replayUpload>;

/** The replay that the body of a queue message asks for; undefined when it is another message. Throws on what is no JSON. */
export const replayOf = (body: string): ReplayUpload | undefined => replayUpload.safeParse(JSON.parse(body)).data;
