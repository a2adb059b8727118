import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokensOf } from '../../../../functions/comments/pipeline/tokens.ts';
import { WordList, wordsOf } from '../../../../functions/comments/pipeline/word-list.ts';
import type { ListedWord } from '../../../../shared/comment/moderation-settings.ts';

const found = (words: ListedWord[], text: string) => new WordList(words).find(tokensOf(text)).entry;

const LIST = ['bad', 'ass', 'shit', 'good grief', 'đồ ngu', 'hòa và thúy', 'blight', '笨蛋', 'сука'];

describe('WordList', () => {
  it.each([
    ['a word', 'a bad day'],
    ['any case', 'BaD'],
    ['punctuation around it', '“bad”, he said.'],
    ['a possessive', 'the ass’s ears'],
    ['letters set apart', 'so b a d really'],
    ['letters set apart among other such', 'I b a d'],
    ['points between letters', 'b.a.d'],
    ['hyphens between letters', 'b-a-d, b_ad'],
    ['lines between letters', 'b\na\nd'],
    ['zero-width characters', 'b\u200ba\u2060d'],
    ['a soft hyphen', 'ba\u00add'],
    ['strokes through it', 'b\u0336a\u0336d\u0336'],
    ['stretched letters', 'baaaaad'],
    ['stretched letters of which it has two', 'asssss'],
    ['a letter twice that hardly ever is', 'baad'],
    ['each letter twice', 'bbaadd, aassss'],
    ['a space in it that leaves no word before it', 'b ad'],
    ['a space in it that leaves no word after it', 'what a blig ht!'],
    ['a tone on the other letter', 'vì hoà và thuý'],
    ['Cyrillic look-alikes', 'b\u0430d'],
    ['Greek look-alikes', 'b\u03b1d'],
    ['full width', 'ｂａｄ'],
    ['mathematical letters', '𝐛𝐚𝐝'],
    ['letters in circles', 'ⓑⓐⓓ'],
    ['digits', 'b4d'],
    ['signs', '$h!t'],
    ['a sign and points after it', '@ss!!!'],
    ['a phrase over spaces of any kind', 'Good \n grief'],
    ['a phrase with diacritics', 'Đồ ngu!'],
    ['a phrase in decomposed letters', 'Đồ ngu'.normalize('NFD')],
    ['a word without spaces around it', '他是个笨蛋啊'],
    ['Cyrillic as such', 'вот сука'],
  ])('finds %s', (_, text) => {
    expect(found(LIST, text)).toBeDefined();
  });

  it.each([
    ['a word in another', 'classic badge, Scunthorpe assassin'],
    ['part of a phrase', 'good day, grief'],
    ['letters that a space divides by chance', 'bada ss, as s'],
    ['an apostrophe within', 'ba’d'],
    ['another word with a letter twice', 'badd'],
    ['a word with one letter of two', 'as'],
    ['letters repeated of another word', 'aaas, aas'],
    ['other diacritics', 'đó ngủ, do ngu, bád'],
    ['numbers', '455 and 84'],
    ['nothing', ''],
  ])('does not find %s', (_, text) => {
    expect(found(LIST, text)).toBeUndefined();
  });

  // What people write who mean nothing by it, beside what they are likeliest to be mistaken for.
  it.each([
    "Let’s hit the road; that's hit a nerve. It’s ex-minister, isn't it.",
    'As S. Example said, as s. is to be assessed, the assets are assigned.',
    'The pen is on the table, and this kid is skiing in a vacuum bazaar.',
    'Good feet, a boot and root, a loose goose: who(oo)?',
    'Mr Bob Aaron and Ms Haas of Saab, Aachen, had a day at plan B.',
    'Vitamin C or K, 5 kg, 3 km h, TV vs PC, St Abs, Dr Ick, p. 4, U S A.',
    'A radii, savvy trekkers, withhold, Hawaii, continuum, bookkeeper, committee.',
    'Scunthorpe, classic cocktails, a titan, analysis, therapists, hoes’ shoe, hoed.',
    'Tối qua tôi đi ngủ sớm, ngư dân thì ngụ ở đầu nguồn; ngũ cốc và ngữ văn.',
    'K biết c ơi, t với m đi ăn, đc k? Ng ta nói v đó, bt rồi, vk ck mình đi.',
    'Hòa bình, hoà giải, thuỷ lợi, thủy điện, khoẻ mạnh, khỏe khoắn, quý khách, quy định, loè xoè.',
    'Cho em hỏi chỗ đỗ xe, đi học, điện yếu, dột nát, đi đò, xoong nồi, quần soóc, cần cẩu.',
    'Của, múa, thùa, hoa, hoang, toán, loạt, khuya, tuyết, luỹ thừa.',
  ])('finds nothing in what is innocent: %s', (text) => {
    const english = [
      'ass',
      'asses',
      'shit',
      'sex',
      'bitch',
      'prick',
      'cock',
      'tits',
      'hoe',
      'coon',
      'anal',
      'god',
      'bot',
    ];
    const vietnamese = ['ngu', 'ngủ gật', 'chó', 'đĩ', 'dốt', 'điên', 'đồ ngu', 'lừa đảo', 'hóa', 'cc', 'dcm', 'vcl'];
    expect(found([...english, ...vietnamese], text)).toBeUndefined();
  });

  it('finds a word with any diacritics and none where it is listed so, and with just its own where not', () => {
    const any = [{ word: 'đồ ngu', anyDiacritics: true }];
    for (const text of ['đồ ngu', 'do ngu', 'đó ngủ', 'd o n g u']) expect(found(any, text)).toBe('đồ ngu');
    expect(found(['đồ ngu'], 'do ngu')).toBeUndefined();
    expect(found(['ngu'], 'ngủ')).toBeUndefined();
  });

  it('takes a list of signs and of nothing', () => {
    expect(found(['...', '!!', ' '], 'well... !!')).toBeUndefined();
    expect(found([], 'bad')).toBeUndefined();
  });

  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), minLength: 3, maxLength: 6 });

  const isSpelling = (word: string) => !/(.)\1\1|^(.)\2|aa/.test(word);

  it('finds every listed word among others, however it is disguised, and no word that is not listed', () => {
    const disguises: ((word: string) => string)[] = [
      (word) => word,
      (word) => word.toUpperCase(),
      (word) => [...word].join(' '),
      (word) => [...word].join('.'),
      (word) => [...word].join('\u200b'),
      (word) => word.replaceAll('a', '\u0430'),
      (word) => word.replace(/(.)(?!\1)/, '$1$1$1$1'),
    ];
    fc.assert(
      fc.property(letters, fc.array(letters), fc.constantFrom(...disguises), (word, others, disguise) => {
        expect(found([word], `${others.join(', ')}; ${disguise(word)}!`)).toBe(word);
      }),
    );
    fc.assert(
      fc.property(fc.array(letters), fc.array(letters.filter(isSpelling)), (listed, said) => {
        expect(found(listed, said.join(', ')) !== undefined).toBe(said.some((word) => listed.includes(word)));
      }),
    );
  });

  it.each([
    ['letters apart', (n: number) => 'a '.repeat(n / 2)],
    ['one word', (n: number) => 'a'.repeat(n)],
    ['the beginning of a phrase over and over', (n: number) => 'ab '.repeat(n / 3)],
    ['points', (n: number) => 'a.'.repeat(n / 2)],
    ['signs in a row', (n: number) => `a${'!'.repeat(n)}a`],
    ['signs', (n: number) => 'a1!$'.repeat(n / 4)],
    ['words that spaces break', (n: number) => 'b a'.repeat(n / 3)],
    ['marks', (n: number) => 'a\u0336'.repeat(n / 2)],
  ])('takes time linear in a text of %s', (_, textOf) => {
    const list = new WordList([
      ...Array.from({ length: 200 }, (__, i) => `${'ab '.repeat(i % 30)}x${i}`.trim()),
      ...Array.from({ length: 60 }, (__, i) => `${'a'.repeat(i + 3)}b`),
    ]);
    const lookups = (n: number) => list.find(tokensOf(textOf(n))).lookups;
    const [short, long] = [lookups(2400), lookups(9600)];
    expect(long).toBeLessThanOrEqual(4.2 * short);
    const keys = (n: number) => tokensOf(textOf(n)).words.reduce((sum, word) => sum + word.readings.length, 0);
    expect(keys(9600)).toBeLessThanOrEqual(4 * keys(2400));
  });
});

describe('wordsOf', () => {
  it('is the same for the same words in another dress, and for no other words', () => {
    expect(wordsOf('  Buy   MY\nbooks!! ')).toBe(wordsOf('buy my b\u03bfoks.'));
    expect(wordsOf('buy my books')).not.toBe(wordsOf('buy my book'));
    expect(wordsOf('!!!')).not.toBe(wordsOf('???'));
  });
});
