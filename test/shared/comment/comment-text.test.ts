import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanName, cleanText } from '../../../shared/comment/comment-text.ts';

const family = '👨‍👩‍👧‍👦';

describe('cleanText', () => {
  it.each([
    ['NFD', 'Tie\u0302\u0301ng Vie\u0323\u0302t', 'Tiếng Việt'],
    ['line ends of all kinds', 'a\r\nb\rc\nd', 'a\nb\nc\nd'],
    ['blank lines', ' \n a \n \n\t\n\n b \n', 'a \n\n b'],
    ['a stack of marks', `z${'\u0336'.repeat(50)}a`, `z${'\u0336'.repeat(6)}a`],
    ['Hebrew with points', 'בְּרֵאשִׁית', 'בְּרֵאשִׁית'.normalize('NFC')],
    ['emoji that are joined', family, family],
    ['right-to-left words without controls', 'שלום hello', 'שלום hello'],
    ['tabs', 'a\tb', 'a\tb'],
  ])('takes %s', (_, raw, text) => {
    expect(cleanText(raw)).toEqual({ text });
  });

  it.each([
    ['', 'text-empty'],
    [' \n\t\u00a0\u3000', 'text-empty'],
    ['\u200b\u200d\ufeff\u00ad', 'text-empty'],
    ['\u0301', 'text-empty'],
    ['\u3164', 'text-empty'],
    ['\u2800 \u2800', 'text-empty'],
    ['a\0', 'text-control-character'],
    ['a\u001bb', 'text-control-character'],
    ['a\u0085b', 'text-control-character'],
    ['\ud83d', 'text-malformed'],
    ['\udc00x', 'text-malformed'],
    ['a\u202eb', 'text-bidi-override'],
    ['a\u2067b', 'text-bidi-override'],
    ['x'.repeat(5001), 'text-too-long'],
    [family.repeat(700), 'text-too-long'],
  ])('refuses %j', (raw, fault) => {
    expect(cleanText(raw)).toEqual({ fault });
  });

  it('counts what a reader would call characters', () => {
    expect(cleanText('ế'.repeat(5000))).toHaveProperty('text');
    expect(cleanText(family.repeat(650))).toHaveProperty('text');
  });

  it('is content with its own results', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (raw) => {
        const once = cleanText(raw);
        if ('text' in once) expect(cleanText(once.text)).toEqual(once);
      }),
      { numRuns: 100 },
    );
  });
});

describe('cleanName', () => {
  it.each([
    ['  Nguyễn   Văn A ', { name: 'Nguyễn Văn A' }],
    ['', { fault: 'name-empty' }],
    ['\u200b', { fault: 'name-empty' }],
    ['a\nb', { fault: 'name-malformed' }],
    ['a\u202eb', { fault: 'name-malformed' }],
    ['\ud800', { fault: 'name-malformed' }],
    ['x'.repeat(61), { fault: 'name-too-long' }],
    [family.repeat(20), { fault: 'name-too-long' }],
  ])('%j', (raw, result) => {
    expect(cleanName(raw)).toEqual(result);
  });
});
