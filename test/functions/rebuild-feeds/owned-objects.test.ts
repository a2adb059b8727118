import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Kind, ownedObjects } from '../../../functions/rebuild-feeds/owned-objects.ts';

const kind = (prefix: string, pattern: RegExp, lastOf: (id: string) => string): Kind => ({
  prefix,
  articleOf: (key) => pattern.exec(key)?.[1],
  lastOf,
});

const KINDS = [
  kind('pages/', /^pages\/([a-c]{2})\.html$/, (id) => `pages/${id}.html`),
  kind('feeds/comments/', /^feeds\/comments\/([a-c]{2})\/[xy]$/, (id) => `feeds/comments/${id}0`),
];

/** Lists as S3 does: by the order of the keys, after one. */
const bucketOf = (keys: readonly string[]) => ({
  async *list(prefix: string, after = '') {
    await Promise.resolve();
    for (const key of [...keys].sort()) if (key.startsWith(prefix) && key > after) yield { key, etag: `of ${key}` };
  },
});

const id = fc.stringMatching(/^[a-c]{2}$/);
const key = fc.oneof(
  id.map((of) => `pages/${of}.html`),
  fc.tuple(id, fc.constantFrom('x', 'y')).map(([of, file]) => `feeds/comments/${of}/${file}`),
  fc.constantFrom('pages/aa.htm', 'pages/zz', 'feeds/comments/aa/stray', 'feeds/comments/b', 'elsewhere'),
);

async function walk(keys: readonly string[], after?: string) {
  const strays: string[] = [];
  const owned: [string, string[]][] = [];
  const stray = async (each: string) => void strays.push(each);
  for await (const { articleId, objects } of ownedObjects(KINDS, after, bucketOf(keys), stray)) {
    for (const [name, etag] of objects) expect(etag).toBe(`of ${name}`);
    owned.push([articleId, [...objects.keys()].sort()]);
  }
  return { owned, strays: strays.sort() };
}

it('gives each article once, in the order of their ids, with all that it has, and tells of the rest', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(key, { maxLength: 20 }), fc.option(id, { nil: undefined }), async (keys, after) => {
      const ownerOf = (each: string) => KINDS.map(({ articleOf }) => articleOf(each)).find((of) => of !== undefined);
      const expected = new Map<string, string[]>();
      for (const each of [...keys].sort()) {
        const of = ownerOf(each);
        if (of !== undefined && (after === undefined || of > after))
          expected.set(of, [...(expected.get(of) ?? []), each]);
      }
      const { owned, strays } = await walk(keys, after);
      expect(owned).toEqual([...expected].sort());
      const lost = keys.filter(
        (each) => ownerOf(each) === undefined && KINDS.some(({ prefix }) => each.startsWith(prefix)),
      );
      if (after === undefined) expect(strays).toEqual(lost.sort());
    }),
  );
});
