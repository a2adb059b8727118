import { type Item, sizeOf } from './attribute-value.ts';
import {
  type IndexShape,
  indexEntryOf,
  pick,
  type TableDefinition,
  type TableShape,
  tableShapeOf,
} from './table-shape.ts';

/**
 * What the tables hold, as far as the requests told: every write, and every whole item that a read returned. It is how
 * the cost model knows the item that a write replaces, which no answer carries.
 */
export class Shadow {
  readonly #tables: Map<string, { shape: TableShape; items: Map<string, Item | undefined> }>;

  constructor(definitions: readonly TableDefinition[]) {
    this.#tables = new Map(
      definitions.map(tableShapeOf).map((shape) => [shape.name, { shape, items: new Map<string, Item | undefined>() }]),
    );
  }

  shape(table: string): TableShape {
    return this.#table(table).shape;
  }

  get(table: string, key: Item): Item | undefined {
    return this.#table(table).items.get(this.#id(table, key));
  }

  set(table: string, key: Item, image: Item | undefined): void {
    this.#table(table).items.set(this.#id(table, key), image);
  }

  /** Takes over what a read returned, unless the item is known: a read may be older than the last write. */
  learn(table: string, key: Item, image: Item | undefined): void {
    const { items } = this.#table(table);
    const id = this.#id(table, key);
    if (!items.has(id)) items.set(id, image);
  }

  /**
   * The size that a read of this item is charged for: that of the item, or of the index entry, even where the answer holds
   * only some attributes (`partly`). Throws when those alone are known: a model that guesses would be worse than none.
   */
  sizeRead(table: string, key: Item, returned: Item, partly: boolean, index?: IndexShape): number {
    if (!partly) return sizeOf(returned);
    const whole = this.get(table, key);
    const entry = index ? indexEntryOf(index, whole) : whole;
    if (entry === undefined)
      throw new Error(`Cannot price a projected read in ${table}: the whole item was never seen`);
    return sizeOf(entry);
  }

  keyOf(table: string, image: Item): Item {
    return pick(image, this.#table(table).shape.key);
  }

  #table(name: string) {
    const table = this.#tables.get(name);
    if (!table) throw new Error(`Cannot price a request to the table ${name}: its definition was not given`);
    return table;
  }

  #id(table: string, key: Item): string {
    return JSON.stringify(this.#table(table).shape.key.map((name) => key[name]));
  }
}
