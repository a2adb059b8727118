import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { articleHtml } from '../../../../../shared/article/article-html.ts';
import { faultsIn } from '../article-oracle.ts';
import { parse } from '../parsing.ts';
import { MARKDOWN, SNIPPETS } from './hostile-snippets.ts';

const SENTENCE =
  'The old bridge over the river is closed to cars from Monday, the city said, and it will stay so until May.';
const TEXT = `<p>${SENTENCE}</p>`.repeat(6);

const bodyOf = (text: string, key = 'story.html'): string => {
  const parsed = parse(text, { key });
  return parsed.ok ? parsed.document.bodyHtml : '';
};

/** Faults of everything that one snippet comes to, as the piece that it is and within a whole page's article. */
const faultsOf = (snippet: string): string[] =>
  [
    articleHtml(snippet),
    bodyOf(`<p>${SENTENCE}</p>${snippet}`),
    bodyOf(`<p>${SENTENCE} ${snippet}`),
    bodyOf(
      `<!doctype html><html><head><title>A title for it</title></head><body><article>${TEXT}${snippet}${TEXT}</article></body></html>`,
    ),
    bodyOf(
      `<!doctype html><html><head>${snippet}<title>A title for it</title></head><body><article>${TEXT}</article></body></html>`,
    ),
  ].flatMap(faultsIn);

describe('nothing that is uploaded can execute (invariant 11)', () => {
  test('the oracle sees what must not be there', () => {
    const bad = [
      '<script>x</script>',
      '<p onclick="x">a</p>',
      '<a href="javascript:x">a</a>',
      '<img src="http://a.example/" />',
      '<svg></svg>',
    ];
    for (const html of [...bad, '<p>a', '<!-- a -->', '<p style="a">b</p>'])
      expect(faultsIn(html), html).not.toEqual([]);
    expect(faultsIn('<p>a <b>b</b> &amp; <a href="https://a.example/" rel="noopener">c</a><br /></p>')).toEqual([]);
  });

  test.each(SNIPPETS.map((snippet) => [snippet]))('HTML: %j', (snippet) => {
    expect(faultsOf(snippet)).toEqual([]);
  });

  test.each(MARKDOWN.map((snippet) => [snippet]))('Markdown: %j', (snippet) => {
    expect(faultsIn(bodyOf(`# A title\n\n${SENTENCE}\n\n${snippet}`, 'story.md'))).toEqual([]);
  });

  test('a page’s statements of itself are text and addresses', () => {
    const head = `<link rel=canonical href="javascript:alert(1)"><meta property="og:title" content="&lt;script&gt;alert(1)&lt;/script&gt;">
      <script type="application/ld+json">{"@type":"NewsArticle","url":"javascript:alert(1)","articleBody":"<img src=x onerror=alert(1)>${SENTENCE.repeat(20)}"}</script>`;
    const parsed = parse(`<!doctype html><html><head>${head}</head><body><p>a</p></body></html>`);
    if (!parsed.ok) throw new Error(parsed.refusal.message);
    expect(parsed.document.canonicalSource).toBeUndefined();
    expect(parsed.document.headline).toBe('<script>alert(1)</script>');
    expect(faultsIn(parsed.document.bodyHtml)).toEqual([]);
  });

  test('pieces of them, one within and after the other', () => {
    const piece = fc.constantFrom(...SNIPPETS.flatMap((snippet) => snippet.split(/(?=<)|(?<=>)/)));
    const mixed = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(mixed, (html) => {
        expect(faultsIn(bodyOf(`<p>${SENTENCE}</p>${html}`))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
