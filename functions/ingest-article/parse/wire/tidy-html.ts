/** Elements at whose ends white space means nothing. */
const BLOCK = 'p|h[1-6]|li|dt|dd|td|th|caption|figcaption|blockquote';
const AFTER_START = new RegExp(`(<(?:${BLOCK})(?: [^<>]*)?>) `, 'gi');
const BEFORE_END = new RegExp(` (</(?:${BLOCK})>)`, 'gi');

/**
 * HTML whose white space only lays out its source, as a wire's does, with single spaces and without empty paragraphs. Nothing
 * is done where there is preformatted text.
 */
export const tidyHtml = (html: string): string =>
  /<pre[\s>]/i.test(html)
    ? html
    : html
        .replace(/ \s+|[^\S ]\s*/g, ' ')
        .replace(AFTER_START, '$1')
        .replace(BEFORE_END, '$1')
        .replace(/<p><\/p> ?/g, '')
        .trim();
