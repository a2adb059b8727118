import { describe, expect, it } from 'vitest';
import { type Answers, Reader } from './reader.ts';

const id = (letter: string) => letter.repeat(26);

const comment = (letter: string, more: object = {}) => ({
  id: id(letter),
  parentId: null,
  text: `Words of ${letter}`,
  author: { name: `Reader ${letter}` },
  status: 'PUBLISHED',
  replyCount: 0,
  createdAt: '2026-11-24T07:00:00.000Z',
  ...more,
});

const page = (items: object[], next: string | null = null) => ({ items, next });

const snapshot = (newest: object[], next: string | null = null) => ({
  articleId: 'aaaaaaaaaaaaaaaa',
  count: 40,
  comments: { newest: page(newest, next), oldest: page([...newest].reverse()) },
});

/** Answers by the beginning of a path; what is not named is not there. */
const site =
  (routes: Record<string, { status: number; body?: unknown } | undefined>): Answers =>
  ({ method, path }) => {
    const found = Object.entries(routes).find(([route]) => `${method} ${path}`.startsWith(route));
    return found ? found[1] : { status: 404 };
  };

const SNAPSHOT = 'GET /comments/aaaaaaaaaaaaaaaa.json';
const POST = 'POST /api/articles/aaaaaaaaaaaaaaaa/comments';
const ok = (body: object) => ({ status: 200, body });

describe('comments on a page', () => {
  it('are those of the snapshot, for which alone is asked', async () => {
    const reader = await new Reader(site({ [SNAPSHOT]: ok(snapshot([comment('b'), comment('c')])) })).open();
    expect(reader.find('h2').textContent).toBe('Comments (40)');
    expect(reader.all('.comments article').map((each) => each.id)).toEqual([
      `comment-${id('b')}`,
      `comment-${id('c')}`,
    ]);
    expect(reader.text).toContain('24 November 2026, 07:00 (UTC)');
    expect(reader.sent.map(({ path }) => path)).toEqual(['/comments/aaaaaaaaaaaaaaaa.json']);
  });

  it('are text, whatever they say', async () => {
    const text = '<img src=x onerror=alert(1)>\n<b>bold</b>\n\nhttps://a.example/?q="><script> javascript:alert(1)';
    const reader = await new Reader(
      site({ [SNAPSHOT]: ok(snapshot([comment('b', { text, author: { name: '<i>x</i>' } })])) }),
    ).open();
    expect(reader.all('#comments img, #comments b, #comments i, #comments script')).toEqual([]);
    expect(reader.text).toContain('<img src=x onerror=alert(1)>');
    const links = reader.all('.comments a');
    expect(links.map((link) => [link.getAttribute('href'), link.getAttribute('rel')])).toEqual([
      ['https://a.example/?q=', 'ugc nofollow noopener'],
    ]);
  });

  it('go on by the API where the snapshot ends, and the focus with them', async () => {
    const reader = await new Reader(
      site({
        [SNAPSHOT]: ok(snapshot([comment('b')], 'cursor 1')),
        'GET /api/articles/aaaaaaaaaaaaaaaa/comments?orderBy=newest&cursor=cursor+1': ok(page([comment('c')])),
      }),
    ).open();
    await reader.press('More comments');
    expect(reader.all('.comments article')).toHaveLength(2);
    expect(reader.window.document.activeElement?.textContent).toContain('Words of c');
    expect(reader.all('button').map(({ textContent }) => textContent)).not.toContain('More comments');
  });

  it('can be had oldest first', async () => {
    const reader = await new Reader(site({ [SNAPSHOT]: ok(snapshot([comment('b'), comment('c')])) })).open();
    const select = reader.find('#comments-order');
    select.value = 'oldest';
    select.dispatchEvent(new reader.window.Event('change'));
    expect(reader.all('.comments article').map((each) => each.id)).toEqual([
      `comment-${id('c')}`,
      `comment-${id('b')}`,
    ]);
  });

  it('show their answers when that is asked for, and a tombstone for what was taken away', async () => {
    const gone = comment('b', { status: 'REJECTED', text: '', author: { name: '' }, replyCount: 1 });
    const reader = await new Reader(
      site({
        [SNAPSHOT]: ok(snapshot([gone])),
        [`GET /api/comments/${id('b')}/replies`]: ok(page([comment('c', { parentId: id('b') })])),
      }),
    ).open();
    expect(reader.text).toContain('This comment is no longer shown.');
    const toggle = await reader.press('Show the answer');
    expect([toggle.textContent, toggle.getAttribute('aria-expanded')]).toEqual(['Hide the answers', 'true']);
    expect(reader.find(`#answers-${id('b')}`).textContent).toContain('Words of c');
    await reader.press('Hide the answers');
    expect(reader.find(`#answers-${id('b')}`).hidden).toBe(true);
    expect(reader.sent).toHaveLength(2);
  });

  it('are none where there is no snapshot, and can be written all the same', async () => {
    const reader = await new Reader(site({})).open();
    expect(reader.text).toContain('No comments yet.');
    expect(reader.all('form')).toHaveLength(1);
  });

  it('cannot be written once the discussion is closed, which the snapshot says beforehand', async () => {
    const closing = (closesAt: string) => site({ [SNAPSHOT]: ok({ ...snapshot([comment('b')]), closesAt }) });
    const closed = await new Reader(closing('2026-01-01T00:00:00.000Z')).open();
    expect(closed.text).toContain('This discussion is closed.');
    expect(closed.all('form')).toHaveLength(0);
    const open = await new Reader(closing('2999-01-01T00:00:00.000Z')).open();
    expect(open.all('form')).toHaveLength(1);
  });

  it('stay behind the link when they cannot be read', async () => {
    for (const answer of [undefined, { status: 500 }]) {
      const reader = await new Reader(site({ [SNAPSHOT]: answer })).open();
      expect(reader.find('#comments a').getAttribute('href')).toBe('/feeds/comments/aaaaaaaaaaaaaaaa/index.html');
    }
  });

  it('speak the language of the page', async () => {
    const reader = new Reader(site({ [SNAPSHOT]: ok(snapshot([comment('b')])) }), { language: 'vi' });
    await reader.open();
    expect(reader.text).toContain('Bình luận (40)');
    expect(reader.text).toContain('Viết bình luận');
  });

  it('are gone to by the address of one, wherever it is', async () => {
    const answers = site({
      [SNAPSHOT]: ok(snapshot([comment('b')])),
      [`GET /api/comments/${id('z')}`]: ok(comment('z')),
    });
    for (const letter of ['b', 'z']) {
      const reader = new Reader(answers, { hash: `#comment-${id(letter)}` });
      // jsdom has no layout.
      reader.window.eval('Element.prototype.scrollIntoView = () => {}');
      await reader.open();
      expect(reader.window.document.activeElement?.id).toBe(`comment-${id(letter)}`);
    }
  });
});

describe('a guest', () => {
  const posted = { ...comment('d', { status: 'PENDING' }), editToken: 'edit_token' };
  const answers = site({
    [SNAPSHOT]: ok(snapshot([comment('b')])),
    [POST]: { status: 201, body: posted },
    [`GET /api/comments/${id('d')}`]: ok(comment('d', { status: 'PENDING' })),
  });

  it('has labels for every field', async () => {
    const reader = await new Reader(answers).open();
    for (const field of reader.all('form input, form textarea, select')) {
      expect(reader.find(`label[for="${field.id}"]`).textContent).not.toBe('');
    }
  });

  it('writes, and is told that it waits, then and on the next visit', async () => {
    const reader = await new Reader(answers).open();
    await reader.write('Good news');
    expect(reader.sent.at(-1)).toMatchObject({
      path: '/api/articles/aaaaaaaaaaaaaaaa/comments',
      body: { text: 'Good news', author: { name: 'Ada', email: 'ada@reader.example' } },
    });
    expect(reader.find('form [role=status]').textContent).toMatch(/^Only you see this: it waits/);
    expect(reader.find(`#comment-${id('d')}`).textContent).toContain('it waits for the editors');
    expect(reader.find('form textarea').value).toBe('');

    const kept = reader.window.localStorage.getItem('comments/aaaaaaaaaaaaaaaa');
    expect(kept).not.toContain('ada@reader.example');
    const again = new Reader(answers);
    again.window.eval(`localStorage.setItem('comments/aaaaaaaaaaaaaaaa', ${JSON.stringify(kept)})`);
    await again.open();
    expect(again.sent.at(-1)).toMatchObject({ path: `/api/comments/${id('d')}`, editToken: 'edit_token' });
    expect(again.text).toContain('it waits for the editors');
  });

  it('is forgotten to have written once that is published', async () => {
    const reader = new Reader(
      site({ [SNAPSHOT]: ok(snapshot([])), [`GET /api/comments/${id('d')}`]: ok(comment('d')) }),
    );
    const kept = JSON.stringify([{ id: id('d'), editToken: 'edit_token' }]);
    reader.window.eval(`localStorage.setItem('comments/aaaaaaaaaaaaaaaa', ${JSON.stringify(kept)})`);
    await reader.open();
    expect(reader.window.localStorage.getItem('comments/aaaaaaaaaaaaaaaa')).toBeNull();
  });

  it('loses no words when they do not arrive, and sends the same again under the same key, another under another', async () => {
    let isDown = true;
    const reader = await new Reader((sent) => (sent.method === 'POST' && isDown ? undefined : answers(sent))).open();
    await reader.write('Good news');
    expect(reader.find('form textarea').value).toBe('Good news');
    expect(reader.find('form [role=status]').textContent).toMatch(/could not be sent/);
    isDown = false;
    await reader.write('Good news');
    await reader.write('Good news');
    await reader.write('Other news');
    const keys = reader.sent.filter(({ method }) => method === 'POST').map(({ key }) => key);
    expect(keys[0]).toBe(keys[1]);
    expect(new Set(keys).size).toBe(3);
  });

  it.each([
    [429, 'Too many comments'],
    [400, 'cannot be taken as it is'],
    [410, 'takes no comments'],
  ])('is told what a %d means', async (status, said) => {
    const reader = await new Reader(site({ [SNAPSHOT]: ok(snapshot([])), [POST]: { status } })).open();
    await reader.write('x');
    expect(reader.find('form [role=status]').textContent).toContain(said);
    expect(reader.window.document.activeElement?.textContent).toContain(said);
  });

  it('answers a comment, or gives that up', async () => {
    const reader = await new Reader(answers).open();
    const answer = await reader.press('Answer');
    expect(reader.all('form')).toHaveLength(2);
    await reader.write('So it is', { form: 1 });
    expect(reader.sent.findLast(({ method }) => method === 'POST')?.body).toMatchObject({ parentId: id('b') });
    await reader.press('Cancel');
    expect(reader.all('form')).toHaveLength(1);
    expect(reader.window.document.activeElement).toBe(answer);
  });
});
