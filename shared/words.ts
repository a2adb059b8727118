/** The few words of our own on pages and in feeds. */
export interface Words {
  skip: string;
  sections: string;
  by: string;
  published: string;
  updated: string;
  correction: string;
  source: string;
  credit: string;
  usageterms: string;
  tags: string;
  table: string;
  readingTime: (minutes: number) => string;
  empty: string;
  feeds: string;
  allFeeds: string;
  archive: string;
  newest: string;
  older: string;
  absent: AbsentWords;
}

/** What stands where there is no page. `why` is by the code that the API answers with. */
interface AbsentWords {
  missing: string;
  gone: string;
  why: Readonly<Record<string, string>>;
}

const ENGLISH: Words = {
  skip: 'Skip to the content',
  sections: 'Sections',
  by: 'By',
  published: 'Published',
  updated: 'Updated',
  correction: 'Correction',
  source: 'Source',
  credit: 'Credit',
  usageterms: 'Terms of use',
  tags: 'Tags',
  table: 'Table',
  readingTime: (minutes) => `${minutes} min read`,
  empty: 'Nothing has been published here yet.',
  feeds: 'Follow as',
  allFeeds: 'All feeds',
  archive: 'Archive',
  newest: 'Newest articles',
  older: 'Older articles',
  absent: {
    missing: 'There is no such page',
    gone: 'This article is not available',
    why: {
      'article-killed': 'The article was killed: it must not be used any more.',
      'article-taken-down': 'The article was taken down.',
      'article-withdrawn': 'The article was withdrawn.',
    },
  },
};

const VIETNAMESE: Words = {
  skip: 'Đến nội dung',
  sections: 'Chuyên mục',
  by: 'Tác giả',
  published: 'Đăng lúc',
  updated: 'Cập nhật',
  correction: 'Đính chính',
  source: 'Nguồn',
  credit: 'Theo',
  usageterms: 'Điều khoản sử dụng',
  tags: 'Từ khóa',
  table: 'Bảng',
  readingTime: (minutes) => `${minutes} phút đọc`,
  empty: 'Chưa có bài viết nào.',
  feeds: 'Theo dõi qua',
  allFeeds: 'Mọi nguồn tin',
  archive: 'Lưu trữ',
  newest: 'Bài mới nhất',
  older: 'Bài cũ hơn',
  absent: {
    missing: 'Không có trang này',
    gone: 'Bài viết này không còn',
    why: {
      'article-killed': 'Bài viết đã bị hủy và không được sử dụng nữa.',
      'article-taken-down': 'Bài viết đã bị gỡ bỏ.',
      'article-withdrawn': 'Bài viết đã được rút lại.',
    },
  },
};

/** Our words in the language of what they stand beside (BCP 47), in English where we do not speak it. */
export const wordsIn = (language: string): Words => ({ en: ENGLISH, vi: VIETNAMESE })[spokenIn(language)];

/** Which of the languages that we speak stands beside this one. */
export const spokenIn = (language: string): 'en' | 'vi' => (primary(language) === 'vi' ? 'vi' : 'en');

const RIGHT_TO_LEFT = new Set(['ar', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** Which way the language is written, by its script subtag or else by the script that it usually has. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  const script = /-(arab|hebr|thaa|syrc|nkoo|latn|cyrl)\b/i.exec(language)?.[1]?.toLowerCase();
  if (script) return script === 'latn' || script === 'cyrl' ? 'ltr' : 'rtl';
  return RIGHT_TO_LEFT.has(primary(language)) ? 'rtl' : 'ltr';
}

const primary = (language: string): string => language.split('-')[0]?.toLowerCase() ?? '';
