import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { commentHtml } from '../../../shared/comment/comment-html.ts';

const link = (address: string) => `<a href="${address}" rel="ugc nofollow noopener">${address}</a>`;

describe('commentHtml', () => {
  it.each([
    ['', ''],
    ['a\nb\n\nc', '<p>a<br>\nb</p>\n<p>c</p>'],
    [`<script>alert('1')</script> & "x"`, '<p>&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;x&quot;</p>'],
    ['see https://a.example.', `<p>see ${link('https://a.example')}.</p>`],
    ['(https://a.example/x)', `<p>(${link('https://a.example/x')})</p>`],
    ['https://a.example/x_(y)', `<p>${link('https://a.example/x_(y)')}</p>`],
    [
      'https://bank.example@b.example/ https://u:p@b.example/',
      '<p>https://bank.example@b.example/ https://u:p@b.example/</p>',
    ],
    ['HTTP://A.example!', `<p>${link('HTTP://A.example')}!</p>`],
    ['https://a.example/?a=1&b=2', `<p>${link('https://a.example/?a=1&amp;b=2')}</p>`],
    [`https://a.example/"onclick='x'`, `<p>${link('https://a.example/')}&quot;onclick=&#39;x&#39;</p>`],
    [
      'javascript:alert(1) data:text/html,x ftp://a.example',
      '<p>javascript:alert(1) data:text/html,x ftp://a.example</p>',
    ],
    ['http:// https://?', '<p>http:// https://?</p>'],
  ])('%j', (text, html) => {
    expect(commentHtml(text)).toBe(html);
  });

  it('is read by another parser as paragraphs, breaks and links, and as the same words', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '&',
      '&lt;',
      ' ',
      '\n',
      '\n\n',
      'https://',
      'a.example',
      '/',
      '?x=',
      '(',
      ')',
      '.',
      '<b onload=x>',
      'é',
      '👩',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const text = parts.join('').trim();
        // A break is the one thing that HTML writes and XML does not.
        const html = `<div>${commentHtml(text).replaceAll('<br>', '<br/>')}</div>`;
        expect(XMLValidator.validate(html)).toBe(true);
        const read = contentOf(parser.parse(html));
        expect(read.text.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        for (const { name, attributes } of read.elements) {
          expect(['div', 'p', 'br', 'a']).toContain(name);
          expect(Object.keys(attributes)).toEqual(name === 'a' ? ['href', 'rel'] : []);
          if (name === 'a') expect(attributes.href).toMatch(/^https?:\/\//);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('takes time in proportion to the text, whatever it is', () => {
    const text = `${'https://('.repeat(2000)}${')'.repeat(10_000)}${'.'.repeat(10_000)}`;
    expect(commentHtml(text).length).toBeGreaterThan(text.length);
  });
});

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
});

const nodes: z.ZodType<Record<string, unknown>[]> = z.array(z.record(z.string(), z.unknown()));
const attributesOf = z.record(z.string(), z.string()).default({});

/** Every element and all text of what the parser read. */
function contentOf(tree: unknown): { elements: { name: string; attributes: Record<string, string> }[]; text: string } {
  const found = nodes.parse(tree).map((node) => {
    if ('#text' in node) return { elements: [], text: String(node['#text']) };
    const [name = ''] = Object.keys(node);
    const below = contentOf(node[name]);
    return { elements: [{ name, attributes: attributesOf.parse(node[':@']) }, ...below.elements], text: below.text };
  });
  return { elements: found.flatMap(({ elements }) => elements), text: found.map(({ text }) => text).join('') };
}
