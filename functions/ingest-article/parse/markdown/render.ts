import MarkdownIt, { type Token } from 'markdown-it';
import footnote from 'markdown-it-footnote';
import { BoundedBlock } from './bounded-block.ts';
import { partNotes, placeNotes, readReference } from './notes.ts';

/** CommonMark with tables, strikethrough and footnotes; HTML in it is text. The allow-list comes after it all the same. */
const markdownIt = new MarkdownIt({ html: false, linkify: true }).use(footnote);
// Only what is written as a URL is made a link: `story.in` and `v1.md` are none.
markdownIt.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
// Of the plugin only the definitions. Its footnotes within a line nest without bound, its search for the end of a reference is
// quadratic, and its list drops what nothing refers to and repeats what hostile input makes it.
markdownIt.inline.ruler.disable('footnote_inline');
markdownIt.inline.ruler.at('footnote_ref', readReference);
markdownIt.core.ruler.disable('footnote_tail');

markdownIt.block.State = BoundedBlock;

export interface MarkdownText {
  /** The text of the level-1 heading that it begins with, if it does. */
  heading: string | undefined;
  html(options: { withHeading: boolean; siteUrl: string }): string;
}

/** `mark`: what the ids of its footnotes hold (`noteMark`). */
export function readMarkdown(text: string, mark: string): MarkdownText {
  const env = {};
  const { body, definitions } = partNotes(markdownIt.parse(text, env));
  const [open, content] = body;
  const hasHeading = open?.type === 'heading_open' && open.tag === 'h1' && content?.type === 'inline';
  // Before the numbers of footnotes are in it.
  const heading = hasHeading ? textOf(content.children ?? []) : undefined;
  const tokens = placeNotes(body, definitions, mark);
  return {
    heading,
    html: ({ withHeading, siteUrl }) => {
      const shown = hasHeading && !withHeading ? tokens.slice(3) : tokens;
      linkFromRoot(shown, siteUrl);
      return markdownIt.renderer.render(shown, markdownIt.options, env);
    },
  };
}

/** Makes the addresses of links absolute that begin at the root: whoever writes one at the desk means the site. */
function linkFromRoot(tokens: readonly Token[], siteUrl: string): void {
  for (const token of tokens) {
    const address = token.type === 'link_open' ? token.attrGet('href') : null;
    if (address && /^\/(?!\/)/.test(address)) token.attrSet('href', URL.parse(address, siteUrl)?.href ?? address);
    linkFromRoot(token.children ?? [], siteUrl);
  }
}

const textOf = (tokens: readonly Token[]): string =>
  tokens
    .map((token) => (token.type === 'softbreak' || token.type === 'hardbreak' ? ' ' : token.content))
    .join('')
    .trim();
