import MarkdownIt, { type Token } from 'markdown-it';

/** CommonMark with tables and strikethrough; HTML in it is text. The allow-list comes after it all the same. */
const markdownIt = new MarkdownIt({ html: false, linkify: true });
// Only what is written as a URL is made a link: `story.in` and `v1.md` are none.
markdownIt.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });

export interface MarkdownText {
  /** The text of the level-1 heading that it begins with, if it does. */
  heading: string | undefined;
  html(options: { withHeading: boolean }): string;
}

export function readMarkdown(text: string): MarkdownText {
  const env = {};
  const tokens = markdownIt.parse(text, env);
  const [open, content] = tokens;
  const hasHeading = open?.type === 'heading_open' && open.tag === 'h1' && content?.type === 'inline';
  return {
    heading: hasHeading ? textOf(content.children ?? []) : undefined,
    html: ({ withHeading }) =>
      markdownIt.renderer.render(hasHeading && !withHeading ? tokens.slice(3) : tokens, markdownIt.options, env),
  };
}

const textOf = (tokens: readonly Token[]): string =>
  tokens
    .map((token) => (token.type === 'softbreak' || token.type === 'hardbreak' ? ' ' : token.content))
    .join('')
    .trim();
