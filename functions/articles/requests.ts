import * as z from 'zod';
import { cleanText } from '../../shared/article/clean-text.ts';
import { NOTE_BYTES } from '../../shared/feed/entry-of.ts';
import { pageQuery } from '../../shared/http/list.ts';
import { FIELDS, type Field } from './article-body.ts';

const USUAL = 20;

const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());
const name = z.string().trim().min(1).max(200);
const isField = (text: string): text is Field => FIELDS.some((field) => field === text);

export const listQuery = pageQuery(USUAL).extend({
  section: name.optional(),
  tag: name.optional(),
  author: name.optional(),
  language: z
    .string()
    .regex(/^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*$/, 'A language tag, such as en or en-GB.')
    .optional()
    .meta({ description: 'A language range: `en` takes `en-GB` too.' }),
  from: time.optional().meta({ description: 'Published then or later. RFC 3339, with a zone.' }),
  to: time.optional().meta({ description: 'Published then or before. RFC 3339, with a zone.' }),
  fields: z
    .string()
    .transform((text) => text.split(','))
    .refine((names) => names.every(isField), { error: `Any of ${FIELDS.join(', ')}, joined by commas.` })
    .transform((names) => names.filter(isField))
    .optional()
    .meta({ description: `Only these members of each item: any of ${FIELDS.join(', ')}, joined by commas.` }),
});

export type ListQuery = z.output<typeof listQuery>;

export const uploadsQuery = pageQuery(USUAL).extend({
  key: z.string().min(1).max(1024).optional().meta({ description: 'The versions of this key.' }),
  outcome: z.literal('quarantined').optional().meta({ description: 'What awaits an editor, of all keys.' }),
});

export const replayBody = z
  .strictObject({
    key: z.string().min(1).max(1024),
    versionId: z
      .string()
      .min(1)
      .max(1024)
      .optional()
      .meta({ description: 'The newest of the key where none is named.' }),
  })
  .meta({ id: 'Replay' });

const text = z
  .string()
  .max(2000)
  .transform((value) => cleanText(value).trim());
const said = text.refine((value) => value !== '', { error: 'Say something.' });
const correction = said.refine((value) => Buffer.byteLength(value) <= NOTE_BYTES, {
  error: `At most ${NOTE_BYTES} bytes of UTF-8.`,
});
const version = z
  .int()
  .min(1)
  .optional()
  .meta({ description: 'The one that the editor saw: with it, an act on another one is refused.' });

/** An act whose body may be left out where nothing in it is required. */
const act = <S extends z.ZodType>(id: string, body: S) => z.preprocess((given) => given ?? {}, body).meta({ id });

/** `note` is for the other editors. What readers are told has names of its own. */
export const ACT_BODIES = {
  correct: act(
    'Correction',
    z.union([
      z.strictObject({ correctionNote: correction, note: text.optional(), version }),
      z.strictObject({ note: correction, version }).transform((body) => ({ ...body, correctionNote: body.note })),
    ]),
  ),
  unpublish: act('Unpublishing', z.strictObject({ note: text.optional(), version })),
  republish: act('Republishing', z.strictObject({ note: text.optional(), version })),
  kill: act('Kill', z.strictObject({ note: said, reason: said.optional(), version })),
  takedown: act('Takedown', z.strictObject({ note: said, reason: said.optional(), version })),
};
