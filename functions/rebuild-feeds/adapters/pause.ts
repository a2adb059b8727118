import { setTimeout as sleep } from 'node:timers/promises';

/** Between two looks at what seems wrong. */
export type Pause = () => Promise<unknown>;

/** How long what follows a comment by the stream may lag behind it: what differs for longer is wrong. */
const LAG_MS = 5000;

export const untilFollowed: Pause = () => sleep(LAG_MS);
