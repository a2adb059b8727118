import { describe, expect, test } from 'vitest';
import { articleHtml, textOfArticleHtml } from '../../../shared/article/article-html.ts';

describe('the allow-list', () => {
  test.each([
    ['<h1>A</h1><h5>B</h5>', '<h2>A</h2><h4>B</h4>'],
    ['<p onclick="x()" style="a:b" class="c" id="d">A</p>', '<p>A</p>'],
    ['<script>alert(1)</script><style>a{}</style>A', 'A'],
    ['<svg><script>alert(1)</script></svg>A', 'A'],
    ['<div><section>A</section></div>', 'A'],
    [
      '<a href="https://example.org/?a=1&b=2" target="_blank" onclick="x()">A</a>',
      '<a href="https://example.org/?a=1&amp;b=2" rel="noopener">A</a>',
    ],
    ['<a href="javascript:alert(1)">A</a>', '<a>A</a>'],
    ['<a href=" java\nscript:alert(1)">A</a>', '<a>A</a>'],
    ['<a href="//example.org">A</a>', '<a>A</a>'],
    ['<a href="/a">A</a>', '<a>A</a>'],
    ['<a href="https:\t//example.org">A</a>', '<a>A</a>'],
    [
      '<img src="https://example.org/a.jpg" onerror="x()" width="3">',
      '<img src="https://example.org/a.jpg" width="3" />',
    ],
    ['<img src="http://example.org/a.jpg">A', 'A'],
    ['<img src="data:image/png;base64,AA">A', 'A'],
    ['<p>A<br>B<hr>', '<p>A<br />B</p><hr />'],
    ['<p>A', '<p>A</p>'],
    ['A</div></em>', 'A'],
    ['<!-- c -->A<![CDATA[b]]>', 'A'],
    ['<p>\u0338A</p>\u0003', '<p>A</p>'],
    ['<p>e&#x301;</p>', '<p>é</p>'],
    ['<ol start="3" reversed><li>A</ol>', '<ol start="3" reversed="reversed"><li>A</li></ol>'],
    ['<ol start="x"><li>A</ol>', '<ol><li>A</li></ol>'],
    ['<pre>\n\nA\nB</pre>', '<pre>A\nB</pre>'],
    ['<math><mi>x</mi></math><iframe src="https://example.org">A</iframe>', ''],
  ])('%j becomes %j', (html, clean) => {
    expect(articleHtml(html)).toBe(clean);
  });

  test('what it lets through, it leaves as it is', () => {
    const html =
      '<figure><img src="https://example.org/a.jpg" alt="&quot;A&quot;" /><figcaption>B &amp; <em>C</em></figcaption></figure>';
    expect(articleHtml(html)).toBe(html);
    expect(articleHtml(articleHtml(html))).toBe(html);
  });
});

describe('footnotes', () => {
  const noteMark = 'abcd2345';
  const html = `<p>A<sup><a href="#fn-${noteMark}-1" id="fnref-${noteMark}-1-1" role="doc-noteref">1</a></sup>, b.</p>
<ol>
<li id="fn-${noteMark}-1">
<p>C <a href="#fnref-${noteMark}-1-1" role="doc-backlink">↩</a></p>
</li>
</ol>`;

  test('of an article with this mark stand, and their numbers are not in its text', () => {
    expect(articleHtml(html, { noteMark })).toBe(html);
    expect(textOfArticleHtml(html)).toBe('A, b.\n\nC');
  });

  test.each([undefined, 'abcd2346', ''])('of any other have no ids, no roles and lead nowhere: %j', (mark) => {
    expect(articleHtml(html, { noteMark: mark })).toBe(html.replace(/ (?:href|id|role)="[^"]*"/g, ''));
  });

  test.each([
    `<li id="fn-${noteMark}-x">A</li>`,
    `<li id="fnref-${noteMark}-1-1">A</li>`,
    `<li id="x fn-${noteMark}-1">A</li>`,
    `<p id="fn-${noteMark}-1">A</p>`,
    `<a id="fnref-${noteMark}-1-1">A</a>`,
    `<a href="https://example.org/" id="fnref-${noteMark}-1-1">A</a>`,
    `<a href="#fnref-${noteMark}-1-1" id="fnref-${noteMark}-1-1">A</a>`,
    `<a href="#fn-${noteMark}-1" id="fn-${noteMark}-1">A</a>`,
    `<a href="#fn-${noteMark}-1" id="location">A</a>`,
    '<a href="#content" role="button">A</a>',
  ])('%j gets no id', (piece) => {
    expect(articleHtml(piece, { noteMark })).not.toMatch(/ id=|"button"|#content/);
  });
});

test.each([
  ['<p>A <em>b</em> <b>c</b></p>\n<p>D<br />E</p>', 'A b c\n\nD\nE'],
  ['<ul>\n<li>A</li>\n<li>B</li>\n</ul>\n<p>C</p>', 'A\nB\n\nC'],
  ['<table>\n<tbody>\n<tr>\n<td>A</td>\n<td>B</td>\n</tr>\n</tbody>\n</table>', 'A\tB'],
  ['<p>1 &lt; 2 &amp;amp; &quot;3&quot;</p>', '1 < 2 &amp; "3"'],
  ['<pre><code>a\n  b\n</code></pre>', 'a\n  b'],
  ['<blockquote>\n<p>A</p>\n</blockquote>\n<hr />\n<h2>B</h2>', 'A\n\nB'],
])('the text of %j', (html, text) => {
  expect(textOfArticleHtml(html)).toBe(text);
});
