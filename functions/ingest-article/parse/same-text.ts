import { oneLine } from '../../../shared/article/clean-text.ts';

/** The same words, whatever their case, spacing and Unicode form. */
export const isSameText = (a: string, b: string): boolean => oneLine(a).toLowerCase() === oneLine(b).toLowerCase();
