import { expect, it } from 'vitest';
import * as z from 'zod';
import { KeptDocuments } from '../../../shared/store/kept-documents.ts';

/** Documents of ten characters of JSON, and how often each was fetched. */
function documents(characters: number) {
  const fetched: string[] = [];
  const fetch = (key: string) => {
    fetched.push(key);
    return key === 'bad' ? Promise.reject(new Error('gone')) : Promise.resolve(JSON.stringify(key.padEnd(8)));
  };
  const kept = new KeptDocuments(fetch, (json) => z.string().parse(json).trim(), characters);
  return { fetched, kept };
}

it('fetches a document once, also when several want it at the same time', async () => {
  const { fetched, kept } = documents(100);
  expect(await Promise.all([kept.get('a'), kept.get('a')])).toEqual(['a', 'a']);
  expect(await kept.get('a')).toBe('a');
  expect(fetched).toEqual(['a']);
});

it('keeps no more than it may, those used last', async () => {
  const { fetched, kept } = documents(25);
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await kept.get(key);
  expect(fetched).toEqual(['a', 'b', 'c', 'b']);
});

it('asks again for what could not be had', async () => {
  const { fetched, kept } = documents(25);
  await expect(kept.get('bad')).rejects.toThrow('gone');
  await expect(kept.get('bad')).rejects.toThrow('gone');
  expect(fetched).toEqual(['bad', 'bad']);
});
