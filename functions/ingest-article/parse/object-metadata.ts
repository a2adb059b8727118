import { decodeEncodedWords } from '../../../shared/encoded-words.ts';
import { type Fields, sortEntries } from './fields.ts';

/** What copying tools (rclone, s3cmd, s3fs, …) note of the file: it changes with the copy and says nothing of the article. */
const OF_THE_FILE =
  /^(?:[abcm]time|mode|uid|gid|permissions|s3cmd-attrs|md5chksum|.*(?:md5|sha-?(?:1|256)|crc32)(?:sum)?)$/;

/** What the `x-amz-meta-*` headers say, and those of them that mean no field of ours. */
export function readObjectMetadata(metadata: Record<string, string>): { fields: Fields; rest: Record<string, string> } {
  const entries = Object.entries(metadata)
    .filter(([name]) => !OF_THE_FILE.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ name, values: [decodeEncodedWords(value)], at: `x-amz-meta-${name}` }));
  const { fields, rest } = sortEntries(entries);
  return { fields, rest: Object.fromEntries(rest.map(({ name, values }) => [name, values[0] ?? ''])) };
}
