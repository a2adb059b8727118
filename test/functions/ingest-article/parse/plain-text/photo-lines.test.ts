import { expect, test } from 'vitest';
import { readPhotoLine } from '../../../../../functions/ingest-article/parse/plain-text/photo-lines.ts';
import { documentOf } from '../parsing.ts';

const PROSE =
  'The council voted on Tuesday to close the old bridge after engineers found cracks in two of its piers, the mayor said.';

test.each([
  ['Ảnh: Lan Ví Dụ/TTXVN', { credit: 'Lan Ví Dụ/TTXVN' }],
  ['(Ảnh: TTXVN)', { credit: 'TTXVN' }],
  ['Ảnh: TTXVN.', { credit: 'TTXVN' }],
  ['(Ảnh: AFP/TTXVN)', { credit: 'AFP/TTXVN' }],
  ['Nguồn ảnh: Internet', { credit: 'Internet' }],
  ['Ảnh minh họa', { caption: 'Ảnh minh họa' }],
  ['(Ảnh minh họa: Nam Ví Dụ)', { credit: 'Nam Ví Dụ' }],
  ['Ảnh tư liệu: Cổng thông tin Chính phủ', { credit: 'Cổng thông tin Chính phủ' }],
  ['Hình ảnh: VGP', { credit: 'VGP' }],
  ['Cầu cũ nhìn từ bờ bắc. Ảnh: Lan Ví Dụ', { caption: 'Cầu cũ nhìn từ bờ bắc.', credit: 'Lan Ví Dụ' }],
  ['Cầu cũ nhìn từ bờ bắc (Ảnh: TTXVN)', { caption: 'Cầu cũ nhìn từ bờ bắc', credit: 'TTXVN' }],
  ['Cầu cũ. (Ảnh: TTXVN)', { caption: 'Cầu cũ.', credit: 'TTXVN' }],
  ['Photo: Jane Doe/Reuters', { credit: 'Jane Doe/Reuters' }],
  ['Photo: Reuters.', { credit: 'Reuters' }],
  ['Photo by Jane Doe', { credit: 'Jane Doe' }],
  ['Photograph: Jane Doe/The Example', { credit: 'Jane Doe/The Example' }],
  ['Photographs by Jane Doe and John Roe', { credit: 'Jane Doe and John Roe' }],
  ['Image credit: Example Agency', { credit: 'Example Agency' }],
  ['Image: NASA', { credit: 'NASA' }],
  ['Picture by Jane Doe', { credit: 'Jane Doe' }],
  ['Picture: Jane Doe for the Post', { credit: 'Jane Doe for the Post' }],
  ['(Photo: AP)', { credit: 'AP' }],
  ['[Photo: AP/Jane Doe]', { credit: 'AP/Jane Doe' }],
  ['The old bridge in May. Photo: Jane Doe/Reuters', { caption: 'The old bridge in May.', credit: 'Jane Doe/Reuters' }],
  ['The old bridge in May (Photo: Reuters)', { caption: 'The old bridge in May', credit: 'Reuters' }],
  ['The old bridge in May | Photo by Jane Doe', { caption: 'The old bridge in May', credit: 'Jane Doe' }],
  ['Caption: The old bridge, seen from the north bank.', { caption: 'The old bridge, seen from the north bank.' }],
  ['Photo caption: The bridge. Photo: AP', { caption: 'The bridge.', credit: 'AP' }],
  ['Photo: Supplied', { credit: 'Supplied' }],
  ['Photo courtesy of: Example Museum', { credit: 'Example Museum' }],
  ['Handout photo: City Council', { credit: 'City Council' }],
  ['Photo: © Jane Doe / Example Images', { credit: '© Jane Doe / Example Images' }],
  ['Chú thích ảnh: Cầu cũ mùa đông năm ngoái.', { caption: 'Cầu cũ mùa đông năm ngoái.' }],
])('%j captions or credits a picture', (line, words) => {
  expect(readPhotoLine(line)).toEqual(words);
  const { bodyText, extras } = documentOf(`${PROSE}\n${line}\n\n${PROSE}`);
  expect(bodyText).toBe(`${PROSE}\n\n${PROSE}`);
  expect(extras).toEqual({ photoWords: [words] });
});

test.each([
  'Photo by photo, the exhibition tells the story of the bridge.',
  'Picture by picture the bridge came back to life',
  'Photo: the bridge before it collapsed',
  'Photographs by Jane Doe show the bridge in May.',
  'The bridge in a photo by Jane Doe',
  'The museum bought the photo: Jane Doe was paid 300 pounds.',
  'Ảnh: sự thật đằng sau bức hình gây tranh cãi',
  'Ảnh hưởng của bão: Hà Nội mưa lớn',
  'Ảnh hưởng: TP Hà Nội',
  'Hình phạt: Cảnh cáo',
  'Hình sự: Bắt giữ ba người',
  'Images of the bridge were shared by thousands.',
  'Image is everything, said the mayor.',
  'She said of the picture: Nobody knew who took it.',
  'Photo: Why did the bridge fall?',
  'Pictures: what the storm left behind',
  'Photography: Jane Doe wins the prize of the year for her work',
  'The council voted on Tuesday. It was late. Photo: Reuters',
  'Bức ảnh: Cầu cũ được chụp năm 1930',
  'Theo dõi trang ảnh: Hà Nội xưa',
  'Hình ảnh cây cầu: Ký ức của người dân',
])('%j is prose', (line) => {
  const { bodyText, credit, extras } = documentOf(`${PROSE}\n\n${line}\n\n${PROSE}`);
  expect({ bodyText, credit, extras }).toEqual({
    bodyText: `${PROSE}\n\n${line}\n\n${PROSE}`,
    credit: undefined,
    extras: {},
  });
});

test('who wrote it is told from who took the pictures, on one line', () => {
  expect(documentOf(`${PROSE}\n\nBài: Lan Ví Dụ. Ảnh: Nam Ví Dụ`)).toMatchObject({
    byline: 'Lan Ví Dụ',
    bodyText: PROSE,
    extras: { photoWords: [{ credit: 'Nam Ví Dụ' }] },
  });
});

test('above a headline and below a credit they hide neither', () => {
  const text = `Photo: Jane Doe/Reuters\n\nOld bridge closes\n\n${PROSE}\n\nAccording to Reuters\nẢnh: TTXVN`;
  expect(documentOf(text)).toMatchObject({ headline: 'Old bridge closes', credit: 'Reuters', bodyText: PROSE });
});

test('they are of the picture that is named with the upload, where nobody else describes it', () => {
  const text = `${PROSE}\nThe bridge in May. Photo: Jane Doe\n${PROSE}\nPhoto: AP`;
  const one = documentOf(text, { metadata: { image: 'bridge.jpg' } });
  expect(one.images).toMatchObject([{ src: 'bridge.jpg', caption: 'The bridge in May.', credit: 'Jane Doe' }]);
  expect(one.extras).toEqual({ photoWords: [{ credit: 'AP' }] });
  const described = documentOf(text, { metadata: { image: 'bridge.jpg', 'image-credit': 'Lan Ví Dụ' } });
  expect(described.images).toMatchObject([{ credit: 'Lan Ví Dụ' }]);
  expect(described.extras).toMatchObject({ photoWords: [{ credit: 'Jane Doe' }, { credit: 'AP' }] });
});
