import { describe, expect, test } from 'vitest';
import { documentOf, refusalOf } from './parsing.ts';

const PROSE =
  'The council voted on Tuesday to close the old bridge after engineers found cracks in two of its piers, the mayor said.';
const MORE = 'Traffic will be led over the northern ring road until the spring, when the repairs should be finished.';

const paragraphs = (html: string) => html.split('\n');

describe('body', () => {
  test('each line is a paragraph, blank lines are none', () => {
    const { bodyHtml, bodyText, format } = documentOf(`\n${PROSE}\n\n\n${MORE}\n${PROSE}\n\n`);
    expect(format).toBe('text');
    expect(bodyHtml).toBe(`<p>${PROSE}</p>\n<p>${MORE}</p>\n<p>${PROSE}</p>`);
    expect(bodyText).toBe(`${PROSE}\n\n${MORE}\n\n${PROSE}`);
  });

  test.each(['\r\n', '\r', '\n', '\u2028', '\u0085'])('line ends %j are alike', (end) => {
    expect(paragraphs(documentOf(`${PROSE}${end}${MORE}`).bodyHtml)).toEqual([`<p>${PROSE}</p>`, `<p>${MORE}</p>`]);
  });

  test('lines wrapped by hand are joined within their block', () => {
    const wrapped =
      'The council voted on Tuesday to close the old bridge after an inspection\nfound cracks in two of its piers. It will stay closed until the spring of\nnext year.\n\nTraffic will be led over the northern ring road, which the city widened\nlast year.';
    expect(paragraphs(documentOf(wrapped).bodyHtml)).toEqual([
      '<p>The council voted on Tuesday to close the old bridge after an inspection found cracks in two of its piers. It will stay closed until the spring of next year.</p>',
      '<p>Traffic will be led over the northern ring road, which the city widened last year.</p>',
    ]);
  });

  test('short lines that each end a sentence stay apart', () => {
    const lines = [
      'The bridge over the river is closed now.',
      'The ferry runs every ten minutes from today.',
      'The ring road is free for all of the winter.',
    ];
    expect(paragraphs(documentOf(lines.join('\n')).bodyHtml)).toEqual(lines.map((line) => `<p>${line}</p>`));
  });

  test('markup in plain text is text', () => {
    const { bodyHtml, bodyText } = documentOf(`5 < 6 & <script>alert("1")</script> is what ${PROSE}`);
    expect(bodyHtml).toContain('5 &lt; 6 &amp; &lt;script&gt;alert("1")&lt;/script&gt; is');
    expect(bodyText).toContain('5 < 6 & <script>alert("1")</script> is');
  });

  test.each([
    'Comment (0)',
    'Comments (12)',
    'Bình luận (0)',
    'Bình luận: 3',
    '2 comments',
    'No comments',
    'Ý kiến (1.204)',
  ])('the counter %j is not in it', (counter) => {
    expect(documentOf(`${PROSE}\n\n\n${counter}\n`).bodyText).toBe(PROSE);
  });

  test('a sentence about comments stays', () => {
    const sentence = 'Comments (12) were sent to the city before the vote.';
    expect(documentOf(`${PROSE}\n${sentence}`).bodyText).toContain(sentence);
  });
});

describe('headline', () => {
  test('a short first line above a blank line', () => {
    const document = documentOf(`Old bridge closes for winter\n\n${PROSE}`);
    expect(document).toMatchObject({
      headline: 'Old bridge closes for winter',
      headlineSource: 'declared',
      bodyText: PROSE,
    });
  });

  test('a short first line right above longer text', () => {
    expect(documentOf(`Old bridge closes for winter\n${PROSE}`)).toMatchObject({
      headline: 'Old bridge closes for winter',
      bodyText: PROSE,
    });
  });

  test.each(['Will the old bridge ever open again?', 'Cầu cũ đóng cửa suốt mùa đông', '“Old bridge” closes'])(
    '%j is one',
    (headline) => {
      expect(documentOf(`${headline}\n\n${PROSE}`)).toMatchObject({ headline, headlineSource: 'declared' });
    },
  );

  test.each([
    ['a sentence', 'The old bridge is closed.'],
    ['a list', '- Old bridge closes'],
    ['a long line', PROSE.repeat(2).slice(0, 160)],
    ['an address', 'https://example.org/bridge'],
  ])('%s is none and stays in the body', (_, first) => {
    const document = documentOf(`${first}\n\n${MORE}`);
    expect(document.headlineSource).toBe('derived');
    expect(document.bodyText).toContain(first.trim());
  });

  test('it is derived from the first sentence, which stays in the body', () => {
    expect(documentOf(`The old bridge is closed. ${PROSE}`)).toMatchObject({
      headline: 'The old bridge is closed',
      headlineSource: 'derived',
      bodyText: `The old bridge is closed. ${PROSE}`,
    });
  });

  test('a long sentence is cut where a clause ends, and says so', () => {
    const sentence =
      'The council voted on Tuesday to close the old bridge for the whole winter, after engineers found cracks in two of its piers.';
    expect(documentOf(sentence).headline).toBe(
      'The council voted on Tuesday to close the old bridge for the whole winter…',
    );
  });

  test('without a clause it is cut behind a word that can stand at the end', () => {
    const { headline } = documentOf(PROSE.replace('piers, the mayor said', 'piers'));
    expect(headline.length).toBeLessThanOrEqual(100);
    expect(headline).toBe('The council voted on Tuesday to close the old bridge after engineers found cracks in two…');
  });

  test.each([
    ['Mr. Lamb of the U.S. Senate spoke first. Then others did.', 'Mr. Lamb of the U.S. Senate spoke first'],
    ['Ông Trần ở TP. Hồ Chí Minh đã lên tiếng. Sau đó mọi người nghe.', 'Ông Trần ở TP. Hồ Chí Minh đã lên tiếng'],
    ['It cost 3.5 million euros. It was paid.', 'It cost 3.5 million euros'],
    ['He said “No more.” She agreed.', 'He said “No more.”'],
    ['市议会周二投票决定关闭大桥。交通将改道。', '市议会周二投票决定关闭大桥'],
  ])('the first sentence of %j', (text, headline) => {
    expect(documentOf(text).headline).toBe(headline);
  });

  test('one that was given leaves a different first line in the body, and takes the same one out', () => {
    const text = `Old bridge closes\n\n${PROSE}`;
    const given = (headline: string) => documentOf(text, { metadata: { headline } });
    expect(given('Bridge shut')).toMatchObject({ headline: 'Bridge shut', bodyText: `Old bridge closes\n\n${PROSE}` });
    expect(given('OLD  bridge closes')).toMatchObject({ headline: 'OLD bridge closes', bodyText: PROSE });
  });
});

describe('credit and source', () => {
  test.each([
    ['According to Reuters', 'Reuters'],
    ['According to Reuters.', 'Reuters'],
    ['Theo Reuters', 'Reuters'],
    ['Theo TTXVN/Vietnam+', 'TTXVN/Vietnam+'],
    ['Theo Hà Nội Mới', 'Hà Nội Mới'],
    ['(Reuters)', 'Reuters'],
    ['(Theo AFP)', 'AFP'],
    ['Nguồn: TTXVN', 'TTXVN'],
    ['Source: Example Wire', 'Example Wire'],
  ])('the last line %j', (line, credit) => {
    const document = documentOf(`${PROSE}\n${MORE}\n${line}\n\nComment (0)`);
    expect(document).toMatchObject({ credit, bodyText: `${PROSE}\n\n${MORE}` });
  });

  test.each([
    'According to the British government , the agreement will help strengthen border security.',
    'According to police',
    'Theo dõi chúng tôi trên mạng',
    '(see the map below)',
    'According to Reuters the bridge will be closed. It is old.',
  ])('%j is prose', (line) => {
    const document = documentOf(`${PROSE}\n${line}`);
    expect(document.credit).toBeUndefined();
    expect(document.bodyText).toContain(line.slice(0, 30));
  });

  test('a credit line amid the prose stays there', () => {
    const document = documentOf(`${PROSE}\nAccording to Reuters\n${MORE}`);
    expect(document.credit).toBeUndefined();
    expect(document.bodyText).toContain('According to Reuters');
  });

  test.each([
    [
      'Source: https://example.org/a/bridge-closes-972297.html',
      'https://example.org/a/bridge-closes-972297.html',
      undefined,
    ],
    ['Nguồn: https://example.org/x', 'https://example.org/x', undefined],
    ['Nguồn: Example Wire (https://example.org/x)', 'https://example.org/x', 'Example Wire'],
    ['Source: <https://example.org/x>.', 'https://example.org/x', undefined],
  ])('%j', (line, canonicalSource, credit) => {
    const document = documentOf(`${PROSE}\n${line}\nShare this page with your friends`);
    expect(document.canonicalSource).toBe(canonicalSource);
    expect(document.credit).toBe(credit);
    expect(document.bodyText).not.toContain('example.org');
  });

  test('of two credits the upper one speaks, and the other is kept', () => {
    const document = documentOf(`${PROSE}\nAccording to Reuters\nSource: Example Wire`);
    expect(document.credit).toBe('Reuters');
    expect(document.extras).toEqual({ unusedLines: ['Source: Example Wire'] });
  });

  test('an agency behind the last sentence', () => {
    expect(documentOf(`${PROSE}\n${MORE} (Reuters)`)).toMatchObject({
      credit: 'Reuters',
      bodyText: `${PROSE}\n\n${MORE}`,
    });
    expect(documentOf(`${PROSE} (pictured)`).credit).toBeUndefined();
  });
});

describe('dateline and byline', () => {
  test.each([
    ['LONDON, Nov 24 (Reuters) - ', 'LONDON, Nov 24', 'Reuters'],
    ['Hà Nội (TTXVN) – ', 'Hà Nội', 'TTXVN'],
    ['(TTXVN) - ', undefined, 'TTXVN'],
    ['NEW YORK — ', 'NEW YORK', undefined],
  ])('the text begins with %j', (opening, dateline, credit) => {
    const document = documentOf(`${opening}${PROSE}`);
    expect(document.dateline).toBe(dateline);
    expect(document.credit).toBe(credit);
    expect(document.bodyText).toBe(PROSE);
  });

  test.each(['It is — as ever — cold.', 'The NATO — as it is — met.', 'He (Tom) - it was late - left.'])(
    '%j has none',
    (text) => {
      expect(documentOf(text)).toMatchObject({ bodyText: text });
    },
  );

  test.each([
    ['By Jane Doe', 'Jane Doe', ['Jane Doe']],
    ['By Jane Doe and John Roe', 'Jane Doe and John Roe', ['Jane Doe', 'John Roe']],
    ['Bài: Nguyễn Thị Ví Dụ', 'Nguyễn Thị Ví Dụ', ['Nguyễn Thị Ví Dụ']],
    ['Tác giả: Lan Ví Dụ và Nam Ví Dụ', 'Lan Ví Dụ và Nam Ví Dụ', ['Lan Ví Dụ', 'Nam Ví Dụ']],
  ])('the byline %j', (line, byline, authors) => {
    const above = documentOf(`Old bridge closes\n${line}\n\n${PROSE}`);
    expect(above).toMatchObject({ headline: 'Old bridge closes', byline, authors, bodyText: PROSE });
    expect(documentOf(`${PROSE}\n\n${line}`)).toMatchObject({ byline, authors, bodyText: PROSE });
  });

  test('a sentence that begins with By is prose', () => {
    const text = 'By Monday the bridge will be closed for good.';
    expect(documentOf(`${text}\n${PROSE}`).byline).toBeUndefined();
  });
});

test.each(['According to Reuters', 'Source: https://example.org/x', '* * *', '…', '🎈'])(
  '%j alone is no text',
  (text) => {
    expect(refusalOf(text).code).toBe('no-text');
  },
);
