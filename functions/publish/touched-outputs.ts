import { isArticleId } from '../../shared/article/article-id.ts';
import type { StreamRecord } from '../../shared/stream-records.ts';
import type { Withdrawal } from './withdrawal.ts';

/** Something public that must be made right, and the position in the batch of the first record that asked for it. */
export interface Touched {
  kind: 'page' | 'feed';
  id: string;
  first: number;
}

/**
 * The pages and feeds that a batch of changes concerns, each once however many records name it: an article's own item means
 * its page, a feed entry means its feed. What is final also means the feeds that showed it: their own records may be in another
 * shard, and the CDN is to forget those feeds once they are right. `pages` are those of images that were touched. `strange` are the positions of records that mean nothing to us.
 */
export function touchedOutputs(
  records: readonly StreamRecord[],
  withdrawals: readonly Withdrawal[],
  pages: readonly Touched[] = [],
): { touched: Touched[]; strange: number[] } {
  const touched = new Map<string, Touched>();
  const strange: number[] = [];
  const touch = (output: Touched) => {
    const name = `${output.kind} ${output.id}`;
    const known = touched.get(name);
    if (!known || output.first < known.first) touched.set(name, output);
  };
  records.forEach((record, first) => {
    const output = outputOf(record);
    if (output) touch({ ...output, first });
    else if (!isOfImages(record)) strange.push(first);
  });
  for (const page of pages) touch(page);
  for (const { feeds, first } of withdrawals.filter(({ isFinal }) => isFinal)) {
    for (const id of feeds) touch({ kind: 'feed', id, first });
  }
  return { touched: [...touched.values()], strange };
}

const isOfImages = ({ key }: StreamRecord) => key?.pk.startsWith('IMAGES#') && /^(?:IMAGE|WANTED)#/.test(key.sk);

function outputOf({ key }: StreamRecord): Omit<Touched, 'first'> | undefined {
  if (!key) return undefined;
  const [kind, id] = splitOnce(key.pk);
  if (kind === 'FEED' && id) return { kind: 'feed', id };
  if (kind === 'ARTICLE' && key.sk === 'ARTICLE' && isArticleId(id)) return { kind: 'page', id };
  return undefined;
}

function splitOnce(pk: string): [string, string] {
  const hash = pk.indexOf('#');
  return hash < 0 ? [pk, ''] : [pk.slice(0, hash), pk.slice(hash + 1)];
}
