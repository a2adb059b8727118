import * as z from 'zod';

/** A message of the hub queue: these feeds have changed, and by now no copy of the CDN's shows them as they were. */
export const pingHub = z.object({ type: z.literal('ping-hub'), topics: z.array(z.url()).min(1) });

export type PingHub = z.infer<typeof pingHub>;
