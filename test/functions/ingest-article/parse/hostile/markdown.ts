import { full, type Hostile, hostile, MOST_TEXT, many, SENTENCE } from './hostile.ts';

const below = (markdown: string) => `# A headline\n\n${markdown}`;
const front = (yaml: string) => `---\n${yaml}\n---\ntext`;

const BODIES = hostile('story.md', [
  ['paragraphs', (s) => below(full(`${SENTENCE}\n\n`, 610_000 * s)), 'markdown'],
  ['one paragraph', (s) => below(full(`${SENTENCE} `, MOST_TEXT * s)), 'markdown'],
  ['brackets', (s) => below(full('[', 5_900 * s)), 'no-text'],
  ['more brackets', (s) => below(full('[', MOST_TEXT * s)), 'too-complex'],
  ['open images', (s) => below(full('![', 11_800 * s)), 'no-text'],
  ['links in links', (s) => below(`${'['.repeat(2900 * s)}a${'](b)'.repeat(2900 * s)}`), 'markdown'],
  ['emphasis within emphasis', (s) => below('*a '.repeat(14_900 * s) + ' a*'.repeat(14_900 * s)), 'too-complex'],
  ['closing emphasis', (s) => below(full('a**', 44_700 * s)), 'markdown'],
  ['emphasis of three kinds', (s) => below(full('a***b*', 44_400 * s)), 'markdown'],
  ['ticks', (s) => below(full('`a', 59_800 * s)), 'too-complex'],
  [
    'ticks in growing numbers',
    (s) => below(Array.from({ length: 240 * Math.sqrt(s) }, (_, i) => '`'.repeat(i)).join(' a ')),
    'markdown',
  ],
  ['addresses', (s) => below(full(`http://a.b/${'c'.repeat(100)} `, 220_000 * s)), 'markdown'],
  ['addresses with brackets', (s) => below(full(`http://a.b/${'(a'.repeat(200)} `, 815_000 * s)), 'markdown'],
  ['addresses with names', (s) => below(full(`http://${'a:'.repeat(200)} `, 810_000 * s)), 'markdown'],
  ['addresses in one another', (s) => below(full('(http://a.b/(((', 29_000 * s)), 'too-complex'],
  ['one address, which overflows a stack', (s) => below(`http://a.b/${full('a.', MOST_TEXT * s)}`), 'too-complex'],
  ['schemes', (s) => below(full('http:', MOST_TEXT * s)), 'markdown'],
  ['addresses of mail', (s) => below(full('a@b.c ', MOST_TEXT * s)), 'markdown'],
  ['automatic links', (s) => below(full(`<http:${'a'.repeat(27)}`, MOST_TEXT * s)), 'markdown'],
  ['quotes in quotes', (s) => below(full(`${'>'.repeat(90)} a\n`, 30_000 * s)), 'markdown'],
  ['lists in lists', (s) => below(full('- ', MOST_TEXT * s)), 'no-text'],
  ['a list', (s) => below(full('- a\n', 28_000 * s)), 'markdown'],
  ['lists of alternating marks', (s) => below(full('- a\n* a\n+ a\n', 47_000 * s)), 'too-complex'],
  ['headings', (s) => below(full('# a\n', 47_600 * s)), 'markdown'],
  ['marks of a heading', (s) => below(full('#', MOST_TEXT * s)), 'no-text'],
  [
    'a table of 9,000 columns',
    (s) => below(`${'|a'.repeat(9000 * s)}\n${'|-'.repeat(9000 * s)}\n${'|b'.repeat(9000 * s)}\n`),
    'too-complex',
  ],
  [
    'a table that completes its rows',
    (s) => below(`${'|a'.repeat(200)}\n${'|-'.repeat(200)}\n${'|\n'.repeat(11_500 * s)}`),
    'too-complex',
  ],
  ['references', (s) => below(full(`&${'a'.repeat(30)}`, 920_000 * s)), 'markdown'],
  ['definitions of links', (s) => below(many(2900 * s, (i) => `[a${i}]: b\n`)), 'no-text'],
  ['a definition without end', (s) => below(`[a]: b "${full('a\n', 23_800 * s)}`), 'markdown'],
  ['labels without end', (s) => below(full('[a\n', 17_700 * s)), 'markdown'],
  [
    'footnotes',
    (s) => below(`${many(1450 * s, (i) => `a[^${i}] `)}\n\n${many(1450 * s, (i) => `[^${i}]: a\n`)}`),
    'markdown',
  ],
  ['a footnote that is meant everywhere', (s) => below(`${full('a[^1] ', 17_400 * s)}\n\n[^1]: x\n`), 'markdown'],
  ['footnotes of one name', (s) => below(full('[^a]: b\n\n', 26_000 * s)), 'markdown'],
]);

const FRONT_MATTER = hostile('story.md', [
  ['lists in lists', (s) => front(`a: ${'['.repeat(5_900 * s)}`), 'front-matter-invalid'],
  ['blocks in blocks', (s) => front('- '.repeat(15_000 * s)), 'front-matter-invalid'],
  ['names in names', (s) => front('? '.repeat(15_000 * s)), 'front-matter-invalid'],
  ['many names', (s) => front(many(3300 * s, (i) => `k${i}: v\n`)), 'markdown'],
  ['many names in one line', (s) => front(`a: {${many(4000 * s, (i) => `k${i},`)}}`), 'markdown'],
  ['anchors', (s) => front('&a '.repeat(10_000 * s)), 'front-matter-invalid'],
  ['aliases', (s) => front(`a: &a x\nb: [${'*a,'.repeat(9000 * s)}]`), 'front-matter-invalid'],
  ['merges', (s) => front(`a: &a {x: y}\n${many(1500 * s, (i) => `b${i}:\n  <<: *a\n`)}`), 'front-matter-invalid'],
  ['quotation marks', (s) => front('"'.repeat(31_000 * s)), 'front-matter-invalid'],
  ['comments', (s) => front(`${'#\n'.repeat(11_000 * s)}a: b`), 'markdown'],
  ['faults', (s) => front('\t}\n'.repeat(9_000 * s)), 'front-matter-invalid'],
]).map((each) => ({ ...each, name: `front matter: ${each.name}` }));

export const MARKDOWN: readonly Hostile[] = [...BODIES, ...FRONT_MATTER];
