import * as z from 'zod';

/** The rules that a comment goes through, in this order. */
export const RULES = [
  'length',
  'closed',
  'repeat',
  'banned-words',
  'suspect-words',
  'links',
  'honeypot',
  'standing',
  'newcomer',
  'rejection-rate',
  'mode',
  'guest',
  'review',
  'external',
] as const;

export const rule = z.enum(RULES);

export type Rule = z.infer<typeof rule>;

/** What a rule wants of a comment. The strictest wins. */
export const ruling = z.enum(['hold', 'reject', 'spam']);

export type Ruling = z.infer<typeof ruling>;

/** One rule that had something to say, for moderators. Neither addresses nor names of people are in it. */
export const finding = z.object({ rule, ruling, detail: z.string().optional() });

export type Finding = z.infer<typeof finding>;

/**
 * What became of a text and why: the version of the settings (0: those of the stage) and what rules found. A rule that is not
 * named had nothing to say.
 */
export const trace = z.object({ settings: z.number().int().min(0), found: z.array(finding) });

export type Trace = z.infer<typeof trace>;
