import { createHash } from 'node:crypto';
import type { StateInline } from 'markdown-it';
import Token, { type Nesting } from 'markdown-it/lib/token.mjs';
import { base32 } from '../../../../shared/base32.ts';

/** A footnote, and the ids of the places that refer to it. */
interface Note {
  number: number;
  tokens: Token[];
  references: string[];
}

const REFERENCE = /\[\^([^\s\]]{1,100})\]/y;

/** A rule of markdown-it for `[^1]` where there is a definition of it. */
export function readReference(state: StateInline, silent: boolean): boolean {
  REFERENCE.lastIndex = state.pos;
  const [whole, label] = REFERENCE.exec(state.src) ?? [];
  if (whole === undefined || state.env.footnotes?.refs[`:${label}`] === undefined) return false;
  if (!silent) state.push('footnote_ref', '', 0).meta = { label };
  state.pos += whole.length;
  return true;
}

/** What the ids of an article's footnotes hold, so that several articles may stand on one page: the same for every version. */
export const noteMark = (key: string): string => base32(createHash('sha256').update(key).digest()).slice(0, 8);

/**
 * A text with its footnotes (`[^1]`, `[^1]: text`) in a list at its end, in the order in which they are referred
 * to, and then those to which nothing refers. Links lead there and back, by `#fn-{mark}-{number}` and `#fnref-{mark}-…`.
 * What stands in the heading that the text begins with is linked only one way, as that may become the headline.
 */
export function placeNotes(body: readonly Token[], definitions: ReadonlyMap<string, Token[]>, mark: string): Token[] {
  if (definitions.size === 0) return [...body];
  const notes = new Map<string, Note>();
  const noteOf = (label: string): Note => {
    const note = notes.get(label) ?? { number: notes.size + 1, tokens: definitions.get(label) ?? [], references: [] };
    notes.set(label, note);
    return note;
  };
  const refer = (inline: Token, isHeading: boolean) => {
    if (!inline.children) return;
    inline.children = inline.children.flatMap((child) => {
      if (child.type !== 'footnote_ref') return [child];
      const note = noteOf(labelOf(child));
      const id = `fnref-${mark}-${note.number}-${note.references.length + 1}`;
      if (!isHeading) note.references.push(id);
      return reference(`#fn-${mark}-${note.number}`, isHeading ? undefined : id, note.number);
    });
  };
  const isHeading = body[0]?.tag === 'h1';
  for (const [i, token] of body.entries()) refer(token, isHeading && i === 1);
  // The list grows while it is gone through: a footnote may refer to others.
  for (const { tokens: own } of notes.values()) for (const token of own) refer(token, false);
  for (const label of definitions.keys()) for (const token of noteOf(label).tokens) refer(token, false);
  return [
    ...body,
    new Token('hr', 'hr', 0),
    block('ordered_list_open', 'ol', 1),
    ...[...notes.values()].flatMap((note) => item(note, mark)),
    block('ordered_list_close', 'ol', -1),
  ];
}

/** Parts the definitions of footnotes from the text. Of two of one label the first is meant, and the other is kept under a name that nothing refers to. */
export function partNotes(tokens: readonly Token[]): { body: Token[]; definitions: Map<string, Token[]> } {
  const body: Token[] = [];
  const definitions = new Map<string, Token[]>();
  const open = [body];
  for (const token of tokens) {
    if (token.type === 'footnote_reference_open') {
      const label = labelOf(token);
      const definition: Token[] = [];
      definitions.set(definitions.has(label) ? `${label} ${definitions.size}` : label, definition);
      open.push(definition);
    } else if (token.type === 'footnote_reference_close') open.pop();
    else open.at(-1)?.push(token);
  }
  return { body, definitions };
}

function reference(href: string, id: string | undefined, number: number): Token[] {
  return [new Token('sup_open', 'sup', 1), ...link(href, String(number), id), new Token('sup_close', 'sup', -1)];
}

/** One footnote, with the links back at the end of its last paragraph. */
function item({ number, tokens, references }: Note, mark: string): Token[] {
  const open = block('list_item_open', 'li', 1);
  open.attrSet('id', `fn-${mark}-${number}`);
  const back = references.flatMap((id, i) => [text(' '), ...link(`#${id}`, i === 0 ? '↩\uFE0E' : `↩\uFE0E${i + 1}`)]);
  const last = tokens.at(-1)?.type === 'paragraph_close' ? tokens.at(-2) : undefined;
  if (last) last.children = [...(last.children ?? []), ...back];
  const paragraph = last || back.length === 0 ? [] : paragraphOf(back.slice(1));
  return [open, ...tokens, ...paragraph, block('list_item_close', 'li', -1)];
}

function paragraphOf(children: Token[]): Token[] {
  const inline = new Token('inline', '', 0);
  inline.children = children;
  return [block('paragraph_open', 'p', 1), inline, block('paragraph_close', 'p', -1)];
}

function link(href: string, words: string, id?: string): Token[] {
  const open = new Token('link_open', 'a', 1);
  open.attrSet('href', href);
  if (id !== undefined) open.attrSet('id', id);
  return [open, text(words), new Token('link_close', 'a', -1)];
}

function text(content: string): Token {
  const token = new Token('text', '', 0);
  token.content = content;
  return token;
}

function block(type: string, tag: string, nesting: Nesting): Token {
  const token = new Token(type, tag, nesting);
  token.block = true;
  return token;
}

const labelOf = ({ meta }: Token): string => String(meta?.label);
