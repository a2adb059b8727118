// The types that are published for it are those of CommonJS, which do not fit markdown-it's own.
declare module 'markdown-it-footnote' {
  import type MarkdownIt from 'markdown-it';

  const footnote: (md: MarkdownIt) => void;
  export = footnote;
}
