import type { ListedWord } from '../../../shared/comment/moderation-settings.ts';
import { folded, isStretchOf, withoutDiacritics, withoutRepeats } from './fold.ts';
import { anyKey, exactKey, type Reading, stretchedKey, type Token, type Tokens, tokensOf } from './tokens.ts';

/** A word in a list, and what may follow it there. */
interface Node {
  key: string;
  word: string;
  next: Map<string, Node[]>;
  /** The entry of the list that ends here. */
  entry?: string;
}

/** Fewer letters standing apart are initials. */
const MIN_APART = 3;

/**
 * A list of words and phrases, found in texts whole: `ass` is not found in `class`. Time is linear in the text: from each of
 * its words as many are looked up as the longest phrase of the list has, and from each letter that stands apart as many as its longest word.
 */
export class WordList {
  readonly #root: Node = { key: '', word: '', next: new Map() };
  /** Entries without their spaces, for letters that stand apart. */
  readonly #apart = new Map<string, string>();
  #longest = 0;

  constructor(words: readonly ListedWord[]) {
    for (const listed of words) {
      if (typeof listed === 'string') this.#add(listed, false);
      else this.#add(listed.word, listed.anyDiacritics);
    }
  }

  /** The first entry that is in the text, and how many look-ups that took. */
  find({ words, joined }: Tokens): { entry?: string; lookups: number } {
    let lookups = 0;
    const look = <T>(map: ReadonlyMap<string, T>, key: string): T | undefined => {
      lookups++;
      return map.get(key);
    };
    const after = (node: Node, { readings }: Token): Node[] =>
      readings.flatMap(({ key, word }) => look(node.next, key)?.filter((next) => isStretchOf(word, next.word)) ?? []);
    for (let i = 0; i < words.length; i++) {
      let nodes = [this.#root];
      for (let j = i; j < words.length && nodes.length > 0; j++) {
        const token = words[j];
        nodes = token ? nodes.flatMap((node) => after(node, token)) : [];
        const found = nodes.find(({ entry }) => entry !== undefined);
        if (found?.entry !== undefined) return { entry: found.entry, lookups };
      }
    }
    for (const token of joined) {
      const found = after(this.#root, token).find(({ entry }) => entry !== undefined);
      if (found?.entry !== undefined) return { entry: found.entry, lookups };
    }
    for (const letters of lettersApart(words)) {
      for (let i = 0; i < letters.length; i++) {
        let [word, plain] = ['', ''];
        for (const letter of letters.slice(i, i + this.#longest)) {
          word += letter;
          plain += withoutDiacritics(letter);
          const entry = look(this.#apart, exactKey(word)) ?? look(this.#apart, anyKey(plain));
          if (entry !== undefined) return { entry, lookups };
        }
      }
    }
    return { lookups };
  }

  #add(entry: string, anyDiacritics: boolean): void {
    const words = tokensOf(entry).words.map((token) => {
      const word = plainest(token);
      return anyDiacritics ? withoutDiacritics(word) : word;
    });
    const keyOf = anyDiacritics ? anyKey : exactKey;
    if (words.length === 0) return;
    let node = this.#root;
    for (const word of words)
      node = childOf(node, { key: keyOf(word), word }, stretchedKey(keyOf(withoutRepeats(word))));
    node.entry ??= entry;
    const whole = words.join('');
    const length = [...whole].length;
    if (length < MIN_APART) return;
    this.#apart.set(keyOf(whole), entry);
    this.#longest = Math.max(this.#longest, length);
  }
}

/** The one node of this key after another, made where there is none, and found as what is stretched too. */
function childOf({ next }: Node, { key, word }: Reading, stretched: string): Node {
  const known = next.get(key)?.find((node) => node.key === key);
  if (known) return known;
  const child: Node = { key, word, next: new Map() };
  for (const name of [key, stretched]) next.set(name, [...(next.get(name) ?? []), child]);
  return child;
}

const plainest = ({ readings: [reading] }: Token): string => reading?.word ?? '';

/** Runs of words that are but a letter each. */
function lettersApart(words: Tokens['words']): string[][] {
  const runs: string[][] = [];
  let run: string[] = [];
  for (const { letter } of [...words, { letter: undefined }]) {
    if (letter !== undefined) run.push(letter);
    else {
      if (run.length >= MIN_APART) runs.push(run);
      run = [];
    }
  }
  return runs;
}

/** What counts as the same words said again: case, spacing, punctuation and look-alikes aside. */
export const wordsOf = (text: string): string => {
  const words = tokensOf(text).words.map(plainest);
  return words.length > 0 ? words.join(' ') : folded(text);
};
