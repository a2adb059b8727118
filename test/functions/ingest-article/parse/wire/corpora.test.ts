import { globSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { CORPORA, hasCorpora, type Outcome, printTable, type Row, rowOf, skipNotice } from '../corpora.ts';

const SHIP = 'Captain of wrecked cruise ship on trial in Italy';
const ship: Outcome = { outcome: 'ninjs', headline: SHIP, words: 157 };
const noText: Outcome = { outcome: 'no-text' };

/** Written by hand: each file was looked at. The same seven stories come in the three versions of ninjs. */
const STORIES: Record<string, Outcome> = {
  '001_simple_example.json': ship,
  // Its body is "...".
  '002_renditions_example.json': noText,
  // Its body is "[ ... ]".
  '003_associations_example.json': noText,
  '004_simple_text_article.json': ship,
  '005_complex_text_article.json': ship,
  '006_photo_only.json': noText,
  '007_multimedia.json': ship,
};

const EXPECTED: Record<string, Outcome> = {
  ...Object.fromEntries(
    ['1.6', '2.2', '3.1'].flatMap((version) =>
      Object.entries(STORIES).map(([file, outcome]) => [`ninjs/${version}/${file}`, outcome]),
    ),
  ),
  'ninjs/3.1/008_event.json': noText,
  'ninjs/superdesk/ninjs1.json': { outcome: 'ninjs', headline: 'headline', words: 4 },
  'ninjs/superdesk/ninjs2.json': {
    outcome: 'ninjs',
    headline: 'Oil prices edge up on first drop in US drilling in months',
    words: 310,
  },
  'ninjs/superdesk/ninjsExSimpleText1.json': ship,
  'nitf/ap-nitf.xml': {
    outcome: 'nitf',
    headline: 'Can trading pollution like stocks help fight climate change?',
    words: 1043,
  },
  'nitf/efe_nitf.xml': { outcome: 'nitf', headline: 'Honduran president announces Cabinet changes', words: 6 },
  // Its inlineXML holds two comments.
  'newsml-g2/LISTING_1_A_NewsML-G2_News_Item.xml': noText,
  'newsml-g2/LISTING_2_NewsML-G2_Text_Document.xml': {
    outcome: 'newsml-g2',
    headline: 'Fed to halt QE to avert "bubble"',
    words: 132,
  },
  'newsml-g2/LISTING_3_Photo_in_NewsML-G2.xml': noText,
  'newsml-g2/LISTING_6_Simple_NewsML-G2_Package.xml': { outcome: 'package-only' },
  // A piece of an item, with the whole of an article in it.
  'newsml-g2/LISTING_25_An_NITF_marked-up_article_conveyed_in_inlineXML.xml': {
    outcome: 'newsml-g2',
    headline: 'Arizona Diamondbacks (29-23) at Philadelphia Phillies (26-24), 7:05p.m.',
    words: 46,
  },
  'newsml-g2/LISTING_28_Illustrating_Located_Subject_and_Dateline.xml': noText,
  'newsml-g2/ansa-newsmlg2-text.xml': {
    outcome: 'newsml-g2',
    headline: 'Catalan independence declaration unacceptable - Alfano',
    words: 65,
  },
  // A video's metadata.
  'newsml-g2/ap_metadata_example.xml': noText,
  'newsml-g2/stt_newsml_test.xml': {
    outcome: 'newsml-g2',
    headline: 'Parliament passed the Alcohol Act and the government gained confidence*** TRANSLATED ***',
    words: 1059,
  },
  'newsml-g2/tag_reuters.com_2014_newsml_KBN0FL0NM_version_10.xml': { outcome: 'package-only' },
};

describe.skipIf(!hasCorpora)('the corpora of ninjs, NITF and NewsML-G2', () => {
  const rows: Row[] = [];
  afterAll(() => printTable(rows));

  test('each file has its expectation', () => {
    const files = globSync('{ninjs/*,nitf,newsml-g2}/*.{json,xml}', { cwd: CORPORA });
    expect(files.filter((file) => !(file in EXPECTED))).toEqual([]);
  });

  test.each(Object.entries(EXPECTED))('%s', (file, expected) => {
    const row = rowOf(file);
    rows.push(row);
    expect(row).toEqual({ file, ...expected });
  });
});

test.runIf(!hasCorpora)(skipNotice, ({ skip }) => skip(skipNotice));
