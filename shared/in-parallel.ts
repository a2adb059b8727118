/**
 * Does `work` for every item, at most `width` at a time, taking items only as it goes. Answers in the order of the items;
 * after an error nothing more is taken.
 */
export async function inParallel<T, R>(
  items: Iterable<T> | AsyncIterable<T>,
  width: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const source = each(items);
  let taken = 0;
  const worker = async () => {
    for (let next = await source.next(); !next.done; next = await source.next()) {
      const position = taken++;
      try {
        results[position] = await work(next.value);
      } catch (error) {
        await source.return(undefined);
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}

async function* each<T>(items: Iterable<T> | AsyncIterable<T>): AsyncGenerator<T> {
  yield* items;
}
