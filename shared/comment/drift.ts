/**
 * What the rebuild logs where numbers of a discussion were not what its comments are: the one message, by which it is counted and an alarm
 * raised. Expected: never.
 */
export const DRIFT = 'counters drifted';
