import type { Answer, Answers } from './reader.ts';

export const id = (letter: string) => letter.repeat(26);

export const comment = (letter: string, more: object = {}) => ({
  id: id(letter),
  parentId: null,
  text: `Words of ${letter}`,
  author: { name: `Reader ${letter}` },
  status: 'PUBLISHED',
  revision: 1,
  likes: 0,
  replyCount: 0,
  createdAt: '2026-11-24T07:00:00.000Z',
  ...more,
});

export const page = (items: object[], next: string | null = null) => ({ items, next });

export const snapshot = (newest: object[], next: string | null = null) => ({
  articleId: 'aaaaaaaaaaaaaaaa',
  count: 40,
  comments: { newest: page(newest, next), oldest: page([...newest].reverse()), top: page([...newest].reverse()) },
});

/** Answers by the beginning of a path; what is not named is not there. */
export const site =
  (routes: Record<string, Answer | undefined>): Answers =>
  ({ method, path }) => {
    const found = Object.entries(routes).find(([route]) => `${method} ${path}`.startsWith(route));
    return found ? found[1] : { status: 404 };
  };

export const SNAPSHOT = 'GET /comments/aaaaaaaaaaaaaaaa.json';
export const COMMENTS = '/api/articles/aaaaaaaaaaaaaaaa/comments';
export const POST = `POST ${COMMENTS}`;
export const ok = (body: object) => ({ status: 200, body });
