import type { OwnWords } from './words.ts';

const ODD_CHARACTERS = 'Có ký tự không thể đăng. Hãy gõ lại thay vì dán.';
const ODD_NAME = 'Hãy nhập tên không quá 60 ký tự.';
const CLOSED = 'Phần bình luận đã đóng.';
const NOT_THERE = 'Bình luận này không còn nữa.';
const SIGNED_OUT = 'Phiên đăng nhập đã hết. Hãy đăng nhập lại rồi gửi.';
const NEEDS_ACCOUNT = 'Cần có tài khoản. Hãy đăng nhập rồi thử lại.';

export const VIETNAMESE: OwnWords = {
  title: (count) => `Bình luận (${count})`,
  order: 'Thứ tự',
  orders: { newest: 'Mới nhất trước', oldest: 'Cũ nhất trước', top: 'Nhiều lượt thích nhất trước' },
  more: 'Thêm bình luận',
  previous: 'Bình luận phía trước',
  unread: 'Không đọc được bình luận. Hãy thử lại sau giây lát.',
  notThere: 'Bình luận được dẫn đến không có hoặc không còn nữa.',

  answers: (count) => `Xem ${count} trả lời`,
  moreAnswers: 'Thêm trả lời',
  previousAnswers: 'Trả lời phía trước',
  hideAnswers: 'Ẩn trả lời',
  another: 'bình luận khác',
  linkTo: (time) => `Liên kết đến bình luận này, ${time}`,
  edited: 'đã sửa',

  like: 'Thích',
  likes: (count) => `${count} lượt thích`,
  answer: 'Trả lời',
  edit: 'Sửa',
  remove: 'Xóa',
  report: 'Báo cáo',
  on: (action, name) => `${action}: bình luận của ${name}`,

  write: 'Viết bình luận',
  answerTo: (name) => `Trả lời ${name}`,
  name: 'Tên',
  email: 'Email',
  emailHint: 'Không được công bố.',
  as: (name) => `Bạn viết với tên ${name}.`,
  text: 'Bình luận',
  trap: 'Để trống ô này',
  send: 'Gửi',
  sending: 'Đang gửi…',
  cancel: 'Hủy',
  save: 'Lưu',
  reason: 'Bình luận này có vấn đề gì?',
  reasons: {
    offensive: 'Xúc phạm',
    abusive: 'Công kích người khác',
    spam: 'Quảng cáo',
    'off-topic': 'Lạc đề',
    illegal: 'Trái pháp luật',
    other: 'Lý do khác',
  },
  note: 'Nói rõ hơn',
  noteHint: 'Cần thiết nếu là lý do khác. Chỉ ban biên tập đọc.',
  removeForGood: 'Nội dung sẽ mất hẳn.',

  published: 'Bình luận của bạn đã được đăng.',
  held: 'Chỉ bạn thấy bình luận này: đang chờ ban biên tập duyệt.',
  refused: 'Chỉ bạn thấy bình luận này: ban biên tập không đăng.',
  reported: 'Cảm ơn bạn. Ban biên tập sẽ xem xét.',
  removed: 'Bình luận của bạn đã bị xóa.',
  closedSince: (time) => `Phần bình luận đã đóng từ ${time}.`,

  needsAccount: NEEDS_ACCOUNT,
  problems: {
    'text-empty': 'Chưa có nội dung. Hãy viết trước đã.',
    'text-too-long': 'Quá dài. Hãy rút ngắn còn tối đa 5.000 ký tự.',
    'text-control-character': ODD_CHARACTERS,
    'text-malformed': ODD_CHARACTERS,
    'text-bidi-override': ODD_CHARACTERS,
    'name-empty': ODD_NAME,
    'name-too-long': ODD_NAME,
    'name-malformed': ODD_NAME,
    'poster-banned': 'Bạn không còn được bình luận ở đây.',
    'not-the-author': 'Chỉ người viết mới sửa được bình luận.',
    'token-required': NEEDS_ACCOUNT,
    'invalid-token': SIGNED_OUT,
    'author-required': SIGNED_OUT,
    'discussion-closed': CLOSED,
    'edit-too-late': 'Đã quá thời gian để sửa bình luận này. Bạn vẫn có thể xóa.',
    'revision-conflict': 'Bình luận vừa được thay đổi. Hãy đóng lại, xem nội dung hiện tại rồi sửa lần nữa.',
    'comment-deleted': NOT_THERE,
    'comment-not-found': NOT_THERE,
    'parent-not-found': 'Bình luận bạn trả lời không còn nữa. Lời của bạn vẫn còn: hãy gửi thành bình luận riêng.',
  },
  tooMany: (seconds) => `Quá nhiều trong thời gian ngắn. Hãy đợi ${seconds} giây rồi gửi lại.`,
  suspended: (until) => `Bạn không thể bình luận cho đến ${until}.`,
  unfit: 'Chưa nhận được như thế này. Hãy xem lại những gì đã điền.',
  nothingTaken: 'Bài viết này không nhận bình luận.',
  unsent: 'Chưa gửi được. Không mất gì cả: hãy thử lại sau giây lát.',
};
