import { isArticleId } from '../../shared/article/article-id.ts';
import type { StreamRecord } from '../../shared/stream-records.ts';

/** Something public that must be made right, and the position in the batch of the first record that asked for it. */
export interface Touched {
  kind: 'page' | 'feed';
  id: string;
  first: number;
}

/**
 * The pages and feeds that a batch of changes concerns, each once however many records name it: an article's own item means
 * its page, a feed entry means its feed. `strange` are the positions of records that mean nothing to us.
 */
export function touchedOutputs(records: readonly StreamRecord[]): { touched: Touched[]; strange: number[] } {
  const touched = new Map<string, Touched>();
  const strange: number[] = [];
  records.forEach((record, first) => {
    const output = outputOf(record);
    if (!output) strange.push(first);
    else if (!touched.has(`${output.kind} ${output.id}`))
      touched.set(`${output.kind} ${output.id}`, { ...output, first });
  });
  return { touched: [...touched.values()], strange };
}

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
