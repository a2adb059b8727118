import { UploadRefused } from '../upload-refused.ts';

/** Several times what the largest of articles' pages have. The work that a page makes is linear in each of these. */
const MOST = {
  elements: 10_000,
  /** Of what is not built: scripts, drawings, comments and all that stands in them. */
  skipped: 100_000,
  attributes: 40_000,
  /** Of one element. */
  own: 200,
  /** Characters of `srcset`, which hold some ten addresses an image. */
  sets: 300_000,
  depth: 200,
  /** Pieces of text, which references part. */
  texts: 100_000,
  characters: 2_000_000,
  /** Elements and characters, each times its depth: readers of a page go through the text of an element and of all around it. */
  nested: 30_000_000,
};

/** Counts what a page makes of work while it is parsed, and refuses it at once when that is too much. */
export class PageBounds {
  #elements = 0;
  #skipped = 0;
  #attributes = 0;
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
  element(): void {
    check(++this.#elements, MOST.elements, 'elements');
    this.#nest(64);
  }

  /** It is not, or is no element at all. */
  skipped(): void {
    check(++this.#skipped, MOST.skipped, 'scripts, drawings and comments');
  }

  srcset(length: number): void {
    this.#sets += length;
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
    this.#nested += weight * this.#depth;
    if (this.#nested > MOST.nested) refuse('It is nested too deeply for its length');
  }
}

function check(count: number, most: number, what: string): void {
  if (count > most) refuse(`There are more than ${most} ${what} in it`);
}

function refuse(problem: string): never {
  throw new UploadRefused('too-complex', `${problem}. Upload the article by itself.`);
}
