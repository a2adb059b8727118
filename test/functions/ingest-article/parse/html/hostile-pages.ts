/** 5 MB, which is as much as an upload may have. */
const MOST = 5 * 1024 * 1024;

const full = (unit: string, length = MOST) => unit.repeat(Math.floor(length / unit.length));

const page = (body: string, head = '') =>
  `<!doctype html><html><head><title>A title for it</title>${head}</head><body>${body}</body></html>`;

export const SENTENCE =
  'The old bridge over the river is closed to cars from Monday, the city said, and it stays so until May.';

const jsonLd = (json: string) =>
  page(`<p>${SENTENCE}</p>`.repeat(20), `<script type="application/ld+json">${json}</script>`);

/** Pages that are meant to hurt, and what becomes of each: the code of its refusal, or `html` where it is an article after all. */
export const HOSTILE_PAGES: Record<string, { make: () => string; outcome: string }> = {
  '100,000 elements within each other': { make: () => page(`${'<div>'.repeat(100_000)}a`), outcome: 'too-complex' },
  'a piece of 100,000 of them': { make: () => `${'<b>'.repeat(100_000)}a`, outcome: 'too-complex' },
  '50,000 attributes on one element': {
    make: () => page(`<p ${Array.from({ length: 50_000 }, (_, i) => `a${i}=1`).join(' ')}>a</p>`),
    outcome: 'too-complex',
  },
  '50,000 attributes on 500': {
    make: () => page(`<p ${Array.from({ length: 100 }, (_, i) => `a${i}=1`).join(' ')}>a</p>`.repeat(500)),
    outcome: 'too-complex',
  },
  '1,000,000 character references': { make: () => page(`<p>${'&#65;'.repeat(1_000_000)}</p>`), outcome: 'too-complex' },
  'as many in an attribute': {
    make: () => page(`<p title="${'&#65;'.repeat(1_000_000)}">${SENTENCE}</p>`),
    outcome: 'html',
  },
  'entities of a DTD': {
    make: () =>
      `<!DOCTYPE html [<!ENTITY a "${'x'.repeat(1000)}">${full('<!ENTITY b "&a;&a;&a;&a;">', 10_000)}]><p>&b; ${SENTENCE}</p>`,
    outcome: 'html',
  },
  '5 MB of <': { make: () => page(full('<', MOST - 200)), outcome: 'too-complex' },
  '5 MB of tags that do not end': { make: () => full('<a ', MOST), outcome: 'too-complex' },
  'one tag of 5 MB': { make: () => `<p ${full('a', MOST - 3)}`, outcome: 'no-text' },
  'one attribute of 5 MB': { make: () => `<p a="${full("'", MOST - 6)}`, outcome: 'no-text' },
  '600,000 comments': { make: () => page(full('<!-- -->', MOST - 200)), outcome: 'too-complex' },
  'a comment of 5 MB': { make: () => page(`<!--${full('-', MOST - 200)}`), outcome: 'no-text' },
  '900,000 instructions': { make: () => page(full('<?x?>', MOST - 200)), outcome: 'too-complex' },
  'a script of 5 MB': {
    make: () => page(`<script>${full('a<b&&c;', MOST - 10_000)}</script><p>${SENTENCE}</p>`),
    outcome: 'html',
  },
  '400,000 elements': { make: () => page('<div>a</div>'.repeat(400_000)), outcome: 'too-complex' },
  'a long text, deep down': {
    make: () => page(`${'<div>'.repeat(150)}<p>${full('word, ', 1_000_000)}`),
    outcome: 'too-complex',
  },
  '5 MB of white space': { make: () => page(`<p>a${full(' ', MOST - 200)}a</p>`), outcome: 'too-complex' },
  '4 MB of srcset': {
    make: () => page(`<p>${SENTENCE}</p><img srcset="${full('a 1w, ', 4_000_000)}">`),
    outcome: 'too-complex',
  },
  'JSON-LD of 2,000,000 lists in each other': {
    make: () => jsonLd(`${'['.repeat(2_000_000)}${']'.repeat(2_000_000)}`),
    outcome: 'too-complex',
  },
  'JSON-LD of 100,000 things': { make: () => jsonLd(`[${'{},'.repeat(100_000)}{}]`), outcome: 'html' },
};
