import type { ShownComment } from '../../../../shared/comment/comment.ts';
import type { Discussion, DiscussionState } from '../../../../shared/comment/discussion.ts';

const ARTICLE_ID = 'aaaaaaaaaaaaaaaa';

export const shown = (id: string, more: Partial<ShownComment> = {}): ShownComment => ({
  schemaVersion: 1,
  id: id.repeat(26).slice(0, 26),
  articleId: ARTICLE_ID,
  status: 'PUBLISHED',
  revision: 1,
  text: `The words of ${id}.`,
  authorName: 'Ada Example',
  likes: 0,
  replyCount: 0,
  createdAt: '2026-11-20T07:00:00.000Z',
  ...more,
});

const HEAD = shown('a', { text: 'Trams at last!\n\nSee https://trams.example/plan?a=1&b=2.', replyCount: 1 });
const GONE = shown('b', {
  status: 'REJECTED',
  text: 'Words that nobody is to read',
  authorName: 'Somebody',
  replyCount: 1,
  createdAt: '2026-11-20T07:05:00.000Z',
});
const REPLY = shown('c', {
  parentId: HEAD.id,
  text: 'Five < six, and “late” & all the same.',
  authorName: 'Linh Trần',
  createdAt: '2026-11-20T08:00:00.000Z',
  editedAt: '2026-11-20T08:03:00.000Z',
});
const ANSWER = shown('d', { parentId: GONE.id, replyTo: GONE.id, createdAt: '2026-11-20T08:30:00.000Z' });

/** Two threads: a comment with an answer that was edited, and a tombstone that still has one. */
export const DISCUSSION: Discussion = {
  count: 3,
  pages: { newest: { comments: [GONE, HEAD] }, oldest: { comments: [HEAD, GONE] }, top: { comments: [HEAD, GONE] } },
  recent: [ANSWER, REPLY, HEAD],
  heads: [GONE, HEAD],
};

export const EMPTY: Discussion = {
  count: 0,
  pages: { newest: { comments: [] }, oldest: { comments: [] }, top: { comments: [] } },
  recent: [],
  heads: [],
};

export const discussed = (discussion: Discussion, headline = 'Harbour bridge reopens'): DiscussionState => ({
  article: {
    id: ARTICLE_ID,
    url: `https://news.example/news/harbour-bridge-reopens-${ARTICLE_ID}.html`,
    headline,
    language: 'en',
  },
  discussion,
});
