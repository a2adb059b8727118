import * as z from 'zod';
import type { Images } from '../article/article-images.ts';
import { type Image, image } from '../article/image.ts';
import { imageKey, imagesOf } from './editorial-keys.ts';
import type { Table } from './table.ts';

const MOST_IN_FOLDER = 60;

const wanting = z.object({ id: z.string(), names: z.array(z.string()).optional() });

/** The images' items in the editorial table. */
export class ImageReader implements Images {
  readonly #table: Table;
  readonly #consistency: { consistent: boolean };

  constructor(table: Table, { consistent = true } = {}) {
    this.#table = table;
    this.#consistency = { consistent };
  }

  /** One query: a read unit where there is none, half of it when that may be a moment old. */
  async inFolder(folder: string): Promise<Image[]> {
    const query = { ...imagesOf(folder), sk: { beginsWith: 'IMAGE#' }, limit: MOST_IN_FOLDER, ...this.#consistency };
    return (await this.#table.query(query)).items.map((item) => image.parse(item));
  }

  async named(keys: readonly string[]): Promise<Image[]> {
    const items = await this.#table.getMany(keys.map(imageKey), this.#consistency);
    return items.flatMap((item) => (item ? [image.parse(item)] : []));
  }

  /** The ids of the articles that show this image if it is there: those that want all of its folder, or it by its name. */
  async wantedBy(folder: string, name: string): Promise<string[]> {
    const query = { ...imagesOf(folder), sk: { beginsWith: 'WANTED#' }, ...this.#consistency };
    const ids: string[] = [];
    for await (const item of this.#table.queryAll(query)) {
      const { id, names } = wanting.parse(item);
      if (!names || names.includes(name)) ids.push(id);
    }
    return ids;
  }
}
