import { full, type Hostile, hostile, MOST, many, SENTENCE } from './hostile.ts';

const page = (body: string, head = '') =>
  `<!doctype html><html><head><title>A title for it</title>${head}</head><body>${body}</body></html>`;
const jsonLd = (json: string) =>
  page(`<p>${SENTENCE}</p>`.repeat(20), `<script type="application/ld+json">${json}</script>`);
const beside = (html: string) => page(`<p>${SENTENCE}</p>${html}`);

export const PAGES: readonly Hostile[] = hostile('story.html', [
  ['100,000 elements within each other', (s) => page(`${'<div>'.repeat(100_000 * s)}a`), 'too-complex'],
  ['a piece of 100,000 of them', (s) => `${'<b>'.repeat(100_000 * s)}a`, 'too-complex'],
  [
    '50,000 attributes on one element',
    (s) => page(`<p ${Array.from({ length: 50_000 * s }, (_, i) => `a${i}=1`).join(' ')}>a</p>`),
    'too-complex',
  ],
  [
    '50,000 attributes on 500',
    (s) => page(`<p ${Array.from({ length: 100 }, (_, i) => `a${i}=1`).join(' ')}>a</p>`.repeat(500 * s)),
    'too-complex',
  ],
  ['1,000,000 character references', (s) => page(`<p>${'&#65;'.repeat(1_000_000 * s)}</p>`), 'too-complex'],
  ['as many in an attribute', (s) => page(`<p title="${'&#65;'.repeat(1_000_000 * s)}">${SENTENCE}</p>`), 'html'],
  [
    'entities of a DTD',
    (s) =>
      `<!DOCTYPE html [<!ENTITY a "${'x'.repeat(1000 * s)}">${full('<!ENTITY b "&a;&a;&a;&a;">', 10_000 * s)}]><p>&b; ${SENTENCE}</p>`,
    'html',
  ],
  ['5 MB of <', (s) => page(full('<', (MOST - 200) * s)), 'too-complex'],
  ['5 MB of tags that do not end', (s) => full('<a ', MOST * s), 'too-complex'],
  ['one tag of 5 MB', (s) => `<p ${full('a', (MOST - 3) * s)}`, 'no-text'],
  ['one attribute of 5 MB', (s) => `<p a="${full("'", (MOST - 6) * s)}`, 'no-text'],
  ['600,000 comments', (s) => page(full('<!-- -->', (MOST - 200) * s)), 'too-complex'],
  ['a comment of 5 MB', (s) => page(`<!--${full('-', (MOST - 200) * s)}`), 'no-text'],
  ['900,000 instructions', (s) => page(full('<?x?>', (MOST - 200) * s)), 'too-complex'],
  [
    'a script of 5 MB',
    (s) => page(`<script>${full('a<b&&c;', (MOST - 10_000) * s)}</script><p>${SENTENCE}</p>`),
    'html',
  ],
  ['400,000 elements', (s) => page('<div>a</div>'.repeat(400_000 * s)), 'too-complex'],
  ['a long text, deep down', (s) => page(`${'<div>'.repeat(150)}<p>${full('word, ', 1_000_000 * s)}`), 'too-complex'],
  ['5 MB of white space', (s) => page(`<p>a${full(' ', (MOST - 200) * s)}a</p>`), 'too-complex'],
  ['4 MB of srcset', (s) => page(`<p>${SENTENCE}</p><img srcset="${full('a 1w, ', 4_000_000 * s)}">`), 'html'],
  [
    'JSON-LD of 2,000,000 lists in each other',
    (s) => jsonLd(`${'['.repeat(2_000_000 * s)}${']'.repeat(2_000_000 * s)}`),
    'too-complex',
  ],
  ['JSON-LD of 100,000 things', (s) => jsonLd(`[${'{},'.repeat(100_000 * s)}{}]`), 'html'],
  ['paragraphs', (s) => page(`<p>${SENTENCE}</p>`.repeat(5900 * s)), 'html'],
  ['divs', (s) => page('<div>a</div>'.repeat(5900 * s)), 'html'],
  [
    'what is no part of an article',
    (s) => page(`<div class="sidebar comment">${SENTENCE}</div>`.repeat(5900 * s)),
    'html',
  ],
  ['bylines', (s) => page(`${'<div class="byline author">a</div>'.repeat(5900 * s)}<p>${SENTENCE}</p>`), 'html'],
  ['links', (s) => page(`<p>${'<a href="https://a.b/c">a</a> '.repeat(5900 * s)}</p>`), 'html'],
  [
    'links behind a long base',
    (s) => page('<a href="b">a</a> '.repeat(5000 * s), `<base href="https://a.b/${'c'.repeat(15_000)}">`),
    'html',
  ],
  ['line breaks', (s) => page(`<div>${'a<br>'.repeat(5900 * s)}</div>`), 'html'],
  ['tables', (s) => page('<table><tr><td>a</td></tr></table>'.repeat(1950 * s)), 'html'],
  [
    'images of one figure',
    (s) => beside(`<figure>${'<img src="https://a.b/c.jpg">'.repeat(990 * s)}${'<i>a</i>'.repeat(4900 * s)}</figure>`),
    'html',
  ],
  [
    'images of one picture',
    (s) => beside(`<picture>${'<img>'.repeat(990 * s)}${'<source srcset="a 1w">'.repeat(4900 * s)}</picture>`),
    'html',
  ],
  ['images', (s) => beside('<img src="https://a.b/c.jpg">'.repeat(9000 * s)), 'too-complex'],
  [
    'a chain of elements, again and again',
    (s) => page(`${'<div>'.repeat(99)}a${'</div>'.repeat(99)}`.repeat(15 * s)),
    'html',
  ],
  ['elements of no meaning, deep down', (s) => page(`${'<div>'.repeat(35)}${'<i>a</i>'.repeat(4000 * s)}`), 'html'],
  ['deeper', (s) => page(`${'<div>'.repeat(100)}${'<i>a</i>'.repeat(4000 * s)}`), 'too-complex'],
  [
    'end tags of nothing',
    (s) => page(`${'<div>'.repeat(100)}${SENTENCE}${'</x>'.repeat(1_100_000 * s)}`),
    'too-complex',
  ],
  ['attributes of all elements', (s) => page('<p class=a id=b title=c lang=d>a</p>'.repeat(3900 * s)), 'html'],
  [
    'long descriptions of images',
    (s) => beside(`<img src="a" alt="${'a '.repeat(9900)}">`.repeat(250 * s)),
    'too-complex',
  ],
  [
    'names of metadata',
    (s) =>
      page(
        `<p>${SENTENCE}</p>`,
        many(900 * s, (i) => `<meta name="${'a '.repeat(1000)}" content="b${i}">`),
      ),
    'too-complex',
  ],
  [
    'JSON-LD of many lines',
    (s) => jsonLd(`{"@type":"NewsArticle","articleBody":"${'a\\n'.repeat(160_000 * s)}"}`),
    'too-complex',
  ],
  [
    'JSON-LD again and again',
    (s) =>
      page(
        `<p>${SENTENCE}</p>`,
        `<script type="application/ld+json">[${'{"@type":"A"},'.repeat(9900)}{}]</script>`.repeat(14 * s),
      ),
    'too-complex',
  ],
  ['times', (s) => beside('<time pubdate>a</time>'.repeat(5900 * s)), 'html'],
  ['a million characters', (s) => page(`<p>${full(`${SENTENCE} `, 980_000 * s)}</p>`), 'html'],
]);
