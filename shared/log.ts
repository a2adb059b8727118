/** What code says to its operators, as structured records; Powertools' Logger is one. Never what a reader wrote or who it was. */
export type Log = Record<'info' | 'warn' | 'error', (message: string, attributes: Record<string, unknown>) => void>;
