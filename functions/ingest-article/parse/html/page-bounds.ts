import { tooComplex } from '../complexity.ts';

/** Several times what the largest of articles' pages have. The work that a page makes is linear in each of these. */
const MOST = {
  elements: 6_000,
  images: 1_000,
  /** Of what is not built: scripts, drawings, comments and all that stands in them. */
  skipped: 50_000,
  attributes: 16_000,
  /** Of one element. */
  own: 100,
  /** Characters of attributes' values. */
  values: 1_000_000,
  /** Of these, characters of `srcset`, which hold some ten addresses an image. */
  sets: 100_000,
  depth: 110,
  /** Pieces of text, which references part. */
  texts: 40_000,
  characters: 1_000_000,
  /**
   * Elements and characters, each times the square of its depth: readers of a page go through the text of an element, of all around
   * it, and for each of those through the text of all within.
   */
  nested: 400_000_000,
};

/** Counts what a page makes of work while it is parsed, and refuses it at once when that is too much. */
export class PageBounds {
  #elements = 0;
  #skipped = 0;
  #attributes = 0;
  #images = 0;
  #values = 0;
  #sets = 0;
  #own = 0;
  #depth = 0;
  #texts = 0;
  #characters = 0;
  #nested = 0;

  /** An element begins. */
  open(): void {
    this.#own = 0;
    check(++this.#depth, MOST.depth, 'elements within each other');
  }

  /** It is built. */
  element(name: string): void {
    check(++this.#elements, MOST.elements, 'elements');
    if (name === 'img') check(++this.#images, MOST.images, 'images');
    this.#nest(64);
  }

  /** It is not, or is no element at all. */
  skipped(): void {
    check(++this.#skipped, MOST.skipped, 'scripts, drawings and comments');
  }

  /** An attribute of it is kept. */
  value(name: string, length: number): void {
    this.#values += length;
    check(this.#values, MOST.values, 'characters of attributes');
    if (name.endsWith('srcset')) this.#sets += length;
    check(this.#sets, MOST.sets, 'characters of srcset');
  }

  attribute(): void {
    check(++this.#attributes, MOST.attributes, 'attributes');
    check(++this.#own, MOST.own, 'attributes on one element');
  }

  text(length: number): void {
    check(++this.#texts, MOST.texts, 'pieces of text');
    this.#characters += length;
    check(this.#characters, MOST.characters, 'characters of text');
    this.#nest(length);
  }

  close(): void {
    this.#depth--;
  }

  #nest(weight: number): void {
    this.#nested += weight * this.#depth ** 2;
    if (this.#nested > MOST.nested) refuse('It is nested too deeply for its length');
  }
}

function check(count: number, most: number, what: string): void {
  if (count > most) refuse(`There are more than ${most} ${what} in it`);
}

function refuse(problem: string): never {
  throw tooComplex(problem);
}
