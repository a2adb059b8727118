import * as z from 'zod';

const MOST = 100;

/** A number in plain digits, and nothing else that `Number` would take for one. */
const digits = (text: unknown): unknown => (typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : text);

/** The query parameters of every list, with how many items a page has where nobody says. */
export const pageQuery = (usual: number) =>
  z.strictObject({
    cursor: z.string().max(4000).optional().meta({ description: 'Where to go on: `next` of the page before.' }),
    limit: z
      .preprocess(digits, z.int().min(1).max(MOST))
      .default(usual)
      .meta({ description: 'How many items at most.', default: usual }),
  });

/** The contract's shape of a list: a page of it, and the cursor of the next one or null at the end. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable() });
