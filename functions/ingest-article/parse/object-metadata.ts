import { decodeEncodedWords } from './encoded-words.ts';
import { type Fields, sortEntries } from './fields.ts';

/** What the `x-amz-meta-*` headers say, and those of them that mean no field of ours. */
export function readObjectMetadata(metadata: Record<string, string>): { fields: Fields; rest: Record<string, string> } {
  const entries = Object.entries(metadata)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ name, values: [decodeEncodedWords(value)], at: `x-amz-meta-${name}` }));
  const { fields, rest } = sortEntries(entries);
  return { fields, rest: Object.fromEntries(rest.map(({ name, values }) => [name, values[0] ?? ''])) };
}
