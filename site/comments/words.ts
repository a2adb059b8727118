import { spokenIn } from '../../shared/words.ts';

/** What readers are told where comments are read and written. */
export interface Words {
  title: (count: number) => string;
  none: string;
  order: string;
  newest: string;
  oldest: string;
  more: string;
  answers: (count: number) => string;
  moreAnswers: string;
  hideAnswers: string;
  answer: string;
  notShown: string;
  edited: string;
  held: string;
  refused: string;
  linked: string;
  write: string;
  /** In place of the form, where no more comments are taken. */
  closed: string;
  answerTo: (name: string) => string;
  name: string;
  email: string;
  emailHint: string;
  text: string;
  send: string;
  sending: string;
  cancel: string;
  published: string;
  unread: string;
  /** By the status of the answer; 0 where there was none. */
  unsent: (status: number) => string;
}

const ENGLISH: Words = {
  title: (count) => `Comments (${count})`,
  none: 'No comments yet.',
  order: 'Order',
  newest: 'Newest first',
  oldest: 'Oldest first',
  more: 'More comments',
  answers: (count) => (count === 1 ? 'Show the answer' : `Show ${count} answers`),
  moreAnswers: 'More answers',
  hideAnswers: 'Hide the answers',
  answer: 'Answer',
  notShown: 'This comment is no longer shown.',
  edited: 'edited',
  held: 'Only you see this: it waits for the editors to approve it.',
  refused: 'Only you see this: the editors have not published it.',
  linked: 'The comment that you were sent to',
  write: 'Write a comment',
  closed: 'This discussion is closed.',
  answerTo: (name) => `Answer ${name}`,
  name: 'Name',
  email: 'Email',
  emailHint: 'It is not published.',
  text: 'Comment',
  send: 'Send',
  sending: 'Sending…',
  cancel: 'Cancel',
  published: 'Your comment is published.',
  unread: 'The comments could not be read. Try again in a moment.',
  unsent: (status) => {
    if (status === 429) return 'Too many comments in a short time. Try again later.';
    if (status === 400) return 'The comment cannot be taken as it is. Please look through name, email and text.';
    if (status === 409) return 'This discussion is closed.';
    if (status === 403 || status === 404 || status === 410) return 'This article takes no comments.';
    return 'The comment could not be sent. Nothing is lost: try again in a moment.';
  },
};

const VIETNAMESE: Words = {
  title: (count) => `Bình luận (${count})`,
  none: 'Chưa có bình luận nào.',
  order: 'Thứ tự',
  newest: 'Mới nhất trước',
  oldest: 'Cũ nhất trước',
  more: 'Thêm bình luận',
  answers: (count) => `Xem ${count} trả lời`,
  moreAnswers: 'Thêm trả lời',
  hideAnswers: 'Ẩn trả lời',
  answer: 'Trả lời',
  notShown: 'Bình luận này không còn được hiển thị.',
  edited: 'đã sửa',
  held: 'Chỉ bạn thấy bình luận này: đang chờ ban biên tập duyệt.',
  refused: 'Chỉ bạn thấy bình luận này: ban biên tập không đăng.',
  linked: 'Bình luận được dẫn đến',
  write: 'Viết bình luận',
  closed: 'Phần bình luận đã đóng.',
  answerTo: (name) => `Trả lời ${name}`,
  name: 'Tên',
  email: 'Email',
  emailHint: 'Không được công bố.',
  text: 'Bình luận',
  send: 'Gửi',
  sending: 'Đang gửi…',
  cancel: 'Hủy',
  published: 'Bình luận của bạn đã được đăng.',
  unread: 'Không đọc được bình luận. Hãy thử lại sau giây lát.',
  unsent: (status) => {
    if (status === 429) return 'Quá nhiều bình luận trong thời gian ngắn. Hãy thử lại sau.';
    if (status === 400) return 'Chưa nhận được bình luận này. Hãy xem lại tên, email và nội dung.';
    if (status === 409) return 'Phần bình luận đã đóng.';
    if (status === 403 || status === 404 || status === 410) return 'Bài viết này không nhận bình luận.';
    return 'Chưa gửi được. Không mất gì cả: hãy thử lại sau giây lát.';
  },
};

/** In the language of the page. */
export const wordsOf = (language: string): Words => ({ en: ENGLISH, vi: VIETNAMESE })[spokenIn(language)];
