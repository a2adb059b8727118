import fc from 'fast-check';

const HOSTILE = [
  ']]>',
  '&',
  '&amp;',
  '<b>',
  '</title>',
  '\u0000',
  '\u0003',
  '\u0008',
  '\u001f',
  '\ufffe',
  '\uffff',
  '\ud800',
]
  .concat([
    '\udfff',
    '\u202e',
    'e\u0302\u0323',
    '👩‍👩‍👧',
    '\r\n',
    '\t',
    '"',
    "'",
    '<!--',
    '<![CDATA[',
    '\u0085',
    '\u2028',
    'x',
  ])
  .concat(['Tiếng Việt', ' ']);
/** Texts that have broken somebody's feed: ends of markup, controls, halves of characters, marks, line ends. */
export const hostile = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary' })), { maxLength: 12 })
  .map((parts) => parts.join(''));

/** What XML may hold of a text: written here a second time and in another way, by code point. */
export const allowed = (text: string): string =>
  [...text.replace(/\r\n|\r/g, '\n')]
    .filter((c) => {
      const n = c.codePointAt(0) ?? 0;
      return (
        n === 9 || n === 10 || n === 13 || (n >= 0x20 && n <= 0xd7ff) || (n >= 0xe000 && n <= 0xfffd) || n > 0xffff
      );
    })
    .join('');
