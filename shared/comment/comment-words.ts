import { spokenIn } from '../words.ts';

/** What we say about comments, on pages and in feeds. */
export interface CommentWords {
  comments: string;
  /** A feed's title, and its page's. */
  commentsOn: (headline: string) => string;
  commentBy: (name: string) => string;
  /** Below the title of a comment feed's page. */
  newestOf: (shown: number, count: number) => string;
  none: string;
  /** Beside what editors want to be seen. */
  featured: string;
  /** Before the name of whom an answer answers, where that is not the head of its thread. */
  inAnswerTo: string;
  /** In the place of a comment that was taken away and has answers. */
  notShown: string;
  /** To where comments can be read without a script. */
  read: string;
  toArticle: string;
}

const ENGLISH: CommentWords = {
  comments: 'Comments',
  commentsOn: (headline) => `Comments: ${headline}`,
  commentBy: (name) => `Comment by ${name}`,
  newestOf: (shown, count) => (shown < count ? `The newest ${shown} of ${count} comments.` : `${count} in all.`),
  none: 'No comments yet.',
  featured: 'Editors’ choice',
  inAnswerTo: 'In answer to',
  notShown: 'This comment is no longer shown.',
  read: 'Read the comments',
  toArticle: 'To the article, where you can comment',
};

const VIETNAMESE: CommentWords = {
  comments: 'Bình luận',
  commentsOn: (headline) => `Bình luận: ${headline}`,
  commentBy: (name) => `Bình luận của ${name}`,
  newestOf: (shown, count) => (shown < count ? `${shown} bình luận mới nhất trong số ${count}.` : `Tất cả ${count}.`),
  none: 'Chưa có bình luận nào.',
  featured: 'Ban biên tập chọn',
  inAnswerTo: 'Trả lời',
  notShown: 'Bình luận này không còn được hiển thị.',
  read: 'Đọc bình luận',
  toArticle: 'Đến bài viết để bình luận',
};

/** Our words about comments in the language of what they stand beside. */
export const commentWordsIn = (language: string): CommentWords => ({ en: ENGLISH, vi: VIETNAMESE })[spokenIn(language)];
