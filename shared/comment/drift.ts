/**
 * What the audit logs where numbers or places of a discussion were not what its comments ask for: the one message, by which it is counted and
 * an alarm raised. Expected: never.
 */
export const DRIFT = 'counters drifted';
