import { full, type Hostile, hostile, MOST, MOST_TEXT, many, SENTENCE } from './hostile.ts';

const VIETNAMESE =
  'Cây cầu cũ bắc qua sông sẽ đóng cửa với ô tô từ thứ Hai, thành phố cho biết, và kéo dài đến tháng Năm.';
const THAI = 'สะพานเก่าข้ามแม่น้ำปิดไม่ให้รถผ่านตั้งแต่วันจันทร์';
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

export const TEXTS: readonly Hostile[] = hostile('story.txt', [
  ['5 MB of a letter', (s) => full('a', MOST * s), 'too-complex'],
  ['5 MB of white space', (s) => `${full(' ', MOST * s - 1)}x`, 'too-complex'],
  ['5 MB of carriage returns', (s) => full('\r', MOST * s), 'too-complex'],
  ['5 MB of line separators', (s) => full('\u2028', (MOST / 3) * s), 'too-complex'],
  ['5 MB of U+FFFF', (s) => full('\uffff', (MOST / 3) * s), 'too-complex'],
  ['5 MB of byte order marks', (s) => full('\ufeff', (MOST / 3) * s), 'empty'],
  ['NUL behind 5 MB of lines', (s) => `${full('\n', MOST * s - 1)}\0`, 'binary'],
  [
    'a character cut after 5 MB',
    (s) => Buffer.concat([Buffer.alloc(MOST * s - 1, 'a'), Buffer.from([0xe1])]),
    'invalid-encoding',
  ],
  ['5 MB of UTF-16', (s) => utf16(full('a', (MOST / 2) * s - 1)), 'too-complex'],
  [
    'lone surrogates in UTF-16',
    (s) => Buffer.concat([utf16('a'), Buffer.alloc((MOST / 2) * s, '00d8', 'hex')]),
    'invalid-encoding',
  ],
  ['prose', (s) => full(`${SENTENCE} `, MOST_TEXT * s), 'text'],
  ['Vietnamese in lines', (s) => full(`${VIETNAMESE}\n`, MOST_TEXT * s), 'text'],
  ['Vietnamese in NFD', (s) => full(`${VIETNAMESE.normalize('NFD')} `, MOST_TEXT * s), 'text'],
  ['Chinese', (s) => full('漢字', MOST_TEXT * s), 'text'],
  ['Thai', (s) => full(THAI, MOST_TEXT * s), 'text'],
  ['combining marks', (s) => full('\u0300\u0323', MOST_TEXT * s), 'no-text'],
  ['combining marks on many letters', (s) => full(`a${'\u0300\u0323'.repeat(14)}`, MOST_TEXT * s), 'text'],
  ['characters that NFC makes three of', (s) => full('a\u{1D160}', MOST_TEXT * s), 'too-complex'],
  ['controls', (s) => full('\u0003a', MOST_TEXT * s), 'too-complex'],
  ['controls within the limit', (s) => full('\u0003a', 18_000 * s), 'text'],
  ['tabs', (s) => full('a\t\t', MOST_TEXT * s), 'text'],
  ['dashes', (s) => full(' - ', MOST_TEXT * s), 'no-text'],
  ['full stops', (s) => full('. ', MOST_TEXT * s), 'no-text'],
  ['quotation marks', (s) => full('"', MOST_TEXT * s), 'no-text'],
  ['angle brackets', (s) => full(`<${'a'.repeat(33)}`, MOST_TEXT * s), 'text'],
  ['ampersands', (s) => full('&', 29_000 * s), 'no-text'],
  ['short lines', (s) => full('a\n', 23_000 * s), 'text'],
  ['more lines', (s) => full('a\n', MOST_TEXT * s), 'too-complex'],
  ['bylines', (s) => full(`By ${'Aa '.repeat(26)}x1\n`, MOST_TEXT * s), 'text'],
  ['credits', (s) => `x\n${full(`Theo ${'A a'.repeat(20)}!\n`, 780_000 * s)}`, 'text'],
  ['sources', (s) => `${many(11_900 * s, (i) => `Nguồn: A${i}\n`)}x`, 'text'],
  ['open maps of JSON', (s) => full('{"a":', MOST_TEXT * s), 'too-complex'],
  ['open lists of JSON', (s) => full('[', MOST_TEXT * s), 'too-complex'],
]);
