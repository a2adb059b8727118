import * as z from 'zod';
import { isArticleId } from '../../../shared/article/article-id.ts';
import { articleKey, identityKey } from '../../../shared/store/editorial-keys.ts';
import { FeedStore } from '../../../shared/store/feed-store.ts';
import type { Table } from '../../../shared/store/table.ts';

const identity = z.object({ articleId: z.string() });

/** Which articles the pages of an old site have become. */
export class ArticleMap {
  readonly #editorial: Table;
  readonly #given: ReadonlyMap<string, string>;
  #sources: Promise<ReadonlyMap<string, string>> | undefined;

  /** `given` says it for some, by addresses as `plainUrl` has them. */
  constructor(editorial: Table, given: ReadonlyMap<string, string>) {
    this.#editorial = editorial;
    this.#given = given;
  }

  /**
   * The article of the first of these addresses that has one: by what was given; by the id that ends an address of ours; by the
   * source's guid; by what visible articles name as their canonical source, which are looked through once.
   */
  async articleOf(urls: readonly string[]): Promise<string | undefined> {
    for (const url of urls) {
      const id = this.#given.get(plainUrl(url)) ?? (await this.#ours(url)) ?? (await this.#byGuid(url));
      if (id !== undefined) return id;
    }
    this.#sources ??= this.#readSources();
    const sources = await this.#sources;
    return urls.map((url) => sources.get(plainUrl(url))).find((id) => id !== undefined);
  }

  async #ours(url: string): Promise<string | undefined> {
    const [, id = ''] = /(?:^|[-/])([a-z2-7]{16})(?:\.html)?\/?(?:[?#].*)?$/.exec(url) ?? [];
    return isArticleId(id) && (await this.#editorial.get(articleKey(id))) ? id : undefined;
  }

  async #byGuid(url: string): Promise<string | undefined> {
    const item = await this.#editorial.get(identityKey({ scheme: 'guid', value: url }));
    return item && identity.safeParse(item).data?.articleId;
  }

  async #readSources(): Promise<ReadonlyMap<string, string>> {
    const sources = new Map<string, string>();
    for await (const { entry } of new FeedStore(this.#editorial).allEntries('all')) {
      if (entry.card?.canonicalSource !== undefined) sources.set(plainUrl(entry.card.canonicalSource), entry.id);
    }
    return sources;
  }
}

/** An address without what two spellings of one differ in: scheme, `www.`, case of the host, slash at the end, fragment. */
export function plainUrl(url: string): string {
  const [, host = '', rest = ''] = /^(?:https?:)?(?:\/\/)?(?:www\.)?([^/?#]*)([^#]*)/i.exec(url.trim()) ?? [];
  return host.toLowerCase() + rest.replace(/\/+$/, '');
}

/** A CSV with an address and an article's id, or the address of its page, in each line; a line without an article is passed over. */
export function readMap(csv: string): Map<string, string> {
  const map = new Map<string, string>();
  for (const line of csv.split(/\r?\n/)) {
    const [url = '', article = ''] = [...line.matchAll(/(?:^|[,;\t])\s*(?:"((?:[^"]|"")*)"|([^,;\t]*))/g)].map(
      ([, quoted, plain]) => (quoted?.replaceAll('""', '"') ?? plain ?? '').trim(),
    );
    const id = /(?:^|[-/])([a-z2-7]{16})(?:\.html)?$/.exec(article)?.[1];
    if (url !== '' && id !== undefined) map.set(plainUrl(url), id);
  }
  return map;
}
