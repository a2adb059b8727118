import { articleIdOfMedia } from '../../shared/article/image.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import type { Publisher } from '../../shared/publisher.ts';
import type { PublicListing, Report } from './ports.ts';
import { untilOver } from './position.ts';

const WIDTH = 8;

interface Deps {
  publisher: Publisher;
  objects: PublicListing;
  isOver: () => boolean;
}

/**
 * Looks after every article that has copies of images: with its page, the publisher makes those right. Answers the key where it
 * stopped, undefined at the end. 1,000 copies cost a LIST, and an article what its page costs.
 */
export async function removeMedia(after: string | undefined, report: Report, deps: Deps): Promise<string | undefined> {
  const owners = ownersOf(deps.objects.list('media/', after));
  const { items, stoppedAt } = untilOver(owners, ({ last }) => last, deps.isOver);
  await inParallel(items, WIDTH, ({ id }) => report(id, () => deps.publisher.convergePage(id)));
  return stoppedAt();
}

/** The articles of these objects, each once, with the last of its keys. */
async function* ownersOf(objects: AsyncIterable<{ key: string }>): AsyncGenerator<{ id: string; last: string }> {
  let owner: { id: string; last: string } | undefined;
  for await (const { key } of objects) {
    const id = articleIdOfMedia(key);
    if (id === undefined) continue;
    if (owner && owner.id !== id) yield owner;
    owner = { id, last: key };
  }
  if (owner) yield owner;
}
