import { describe, expect, test } from 'vitest';
import { documentOf } from '../parsing.ts';

const PROSE =
  'The council voted on Tuesday to close the old bridge after engineers found cracks in two of its piers, the mayor said.';
const VAN =
  'Hội đồng thành phố hôm thứ Ba đã biểu quyết đóng cửa cây cầu cũ sau khi các kỹ sư phát hiện vết nứt ở hai trụ cầu.';

describe('pages as they are saved', () => {
  test('an agency’s, with its times and who worked on it', () => {
    const text = `Old bridge closes\n\nBy Jane Doe\nPublished: 24 November 2026 10:30 GMT\nLast updated: 24 November 2026 11:00 GMT\n
LONDON (Reuters) - ${PROSE}\n\n${PROSE}\n\n(Reporting by Jane Doe; Editing by John Roe)\n((jane.doe@example.org))\n\nShare\nComments (12)\nLeave a comment`;
    expect(documentOf(text)).toMatchObject({
      headline: 'Old bridge closes',
      byline: 'Jane Doe',
      dateline: 'LONDON',
      credit: 'Reuters',
      documentTime: '2026-11-24T11:00:00.000Z',
      bodyText: `${PROSE}\n\n${PROSE}`,
      extras: { unusedLines: ['(Reporting by Jane Doe; Editing by John Roe)', '((jane.doe@example.org))'] },
    });
  });

  test('a Vietnamese paper’s, after an agency', () => {
    const text = `Cầu cũ đóng cửa suốt mùa đông\nThứ Ba, 24/11/2026, 10:30 (GMT+7)\n
(TTXVN) - ${VAN}\n\nẢnh: Lan Ví Dụ/TTXVN\n\nNam Ví Dụ (Theo Reuters)\nChia sẻ\nTIN LIÊN QUAN\nBình luận (12)\nGửi bình luận`;
    expect(documentOf(text)).toMatchObject({
      headline: 'Cầu cũ đóng cửa suốt mùa đông',
      headlineSource: 'declared',
      byline: 'Nam Ví Dụ',
      credit: 'Reuters',
      documentTime: '2026-11-24T03:30:00.000Z',
      bodyText: VAN,
      extras: { unusedLines: ['TTXVN'], photoWords: [{ credit: 'Lan Ví Dụ/TTXVN' }] },
    });
  });

  test('a site’s own, with the way to where it came from', () => {
    expect(documentOf(`VOV.VN - ${VAN}\nLink gốc: https://example.org/a-12345.html\n0 bình luận`)).toMatchObject({
      credit: 'VOV.VN',
      canonicalSource: 'https://example.org/a-12345.html',
      bodyText: VAN,
    });
  });

  test('a byline with a job, and a time below it', () => {
    expect(documentOf(`By Jane Doe, Staff Writer\nNov. 24, 2026 10:30 a.m.\n\n${PROSE}`)).toMatchObject({
      byline: 'Jane Doe, Staff Writer',
      authors: ['Jane Doe'],
      documentTime: '2026-11-24T03:30:00.000Z',
      zoneAssumed: 'Asia/Ho_Chi_Minh',
      bodyText: PROSE,
    });
  });

  test('a time that may be two is kept, and no text', () => {
    const document = documentOf(`Old bridge closes\n03/04/2026 10:30\n\n${PROSE}`);
    expect(document).toMatchObject({ bodyText: PROSE, extras: { unusedLines: ['03/04/2026 10:30'] } });
    expect(document.documentTime).toBeUndefined();
  });
});

test.each([
  ['a date that heads a chronicle', `Old bridge closes\n\n1 May 2026\n\n${PROSE}`, '1 May 2026'],
  ['a time below the first paragraph', `${PROSE}\n\n24 November 2026 10:30\n\n${PROSE}`, '24 November 2026 10:30'],
  ['a day that there is not', `Old bridge closes\n\n31 February 2026 10:61\n\n${PROSE}`, '31 February 2026'],
  ['a button’s word amid the text', `${PROSE}\n\nShare\n\n${PROSE}`, 'Share'],
  ['an editor amid the text', `${PROSE}\n\nEditor: John Roe\n\n${PROSE}`, 'Editor: John Roe'],
  ['what somebody follows', `${PROSE}\n\nNgười dân đi bộ (theo đường vòng)`, 'Người dân đi bộ'],
  ['brackets that are a sentence', `${PROSE}\n\n(Reporting of the vote was delayed.)`, '(Reporting of'],
])('%s stays in the text', (_, text, kept) => {
  expect(documentOf(text).bodyText).toContain(kept);
});
