import { describe, expect, it } from 'vitest';
import { COMMENTS, comment, id, ok, POST, page, SNAPSHOT, site, snapshot } from './discussion-site.ts';
import { Reader } from './reader.ts';

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
    const links = reader.all('.comments a[rel]');
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

  it.each(['oldest', 'top'])('can be had in another order: %s', async (order) => {
    const reader = await new Reader(site({ [SNAPSHOT]: ok(snapshot([comment('b'), comment('c')])) })).open();
    const select = reader.find('#comments-order');
    select.value = order;
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
    expect(closed.text).toContain('This discussion has been closed since 1 January 2026, 00:00 (UTC).');
    expect(closed.all('form')).toHaveLength(0);
    expect(closed.labels()).toEqual(['Report']);
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

  it('are gone to by the address of one', async () => {
    const reader = await new Reader(site({ [SNAPSHOT]: ok(snapshot([comment('b')])) }), {
      hash: `#comment-${id('b')}`,
    }).open();
    expect(reader.focused).toBe(`comment-${id('b')}`);
  });

  it('are read around that one where the snapshot has it not, and on from there in both directions', async () => {
    const reader = await new Reader(
      site({
        [SNAPSHOT]: ok(snapshot([comment('b')])),
        [`GET ${COMMENTS}?orderBy=newest&around=${id('y')}`]: ok({
          ...page([comment('x'), comment('y')], 'on'),
          previous: 'back',
          around: comment('y'),
        }),
        [`GET ${COMMENTS}?orderBy=newest&cursor=back`]: ok({ ...page([comment('w')]), previous: null }),
        [`GET ${COMMENTS}?orderBy=newest&cursor=on`]: ok(page([comment('z')])),
      }),
      { hash: `#comment-${id('y')}` },
    ).open();
    expect(reader.focused).toBe(`comment-${id('y')}`);
    await reader.press('Comments before these');
    await reader.press('More comments');
    expect(reader.all('.comments article').map((each) => each.id)).toEqual(
      ['w', 'x', 'y', 'z'].map((letter) => `comment-${id(letter)}`),
    );
    expect(reader.labels()).not.toContain('Comments before these');
  });

  it('are opened where that one is an answer, which says whom it answers', async () => {
    const answer = comment('d', { parentId: id('b'), replyTo: id('c') });
    const reader = await new Reader(
      site({
        [SNAPSHOT]: ok(snapshot([comment('b', { replyCount: 2 })])),
        [`GET ${COMMENTS}?orderBy=newest&around=${id('d')}`]: ok({ ...page([comment('b')]), around: answer }),
        [`GET /api/comments/${id('b')}/replies?around=${id('d')}`]: ok(
          page([comment('c', { parentId: id('b') }), answer]),
        ),
      }),
      { hash: `#comment-${id('d')}` },
    ).open();
    expect(reader.focused).toBe(`comment-${id('d')}`);
    const link = reader.find(`#comment-${id('d')} a[href="#comment-${id('c')}"]`);
    expect(link.textContent).toBe('Reader c');
  });

  it('say so where that one is not there', async () => {
    const answers = site({ [SNAPSHOT]: ok(snapshot([comment('b')])) });
    const reader = await new Reader(answers, { hash: `#comment-${id('z')}` }).open();
    expect(reader.text).toContain('The comment that you were sent to is not there');
    expect(reader.all('.comments article')).toHaveLength(1);
  });

  it('are marked where editors chose them, or staff wrote them', async () => {
    const marked = comment('b', { featured: true, author: { name: 'Mo', badge: 'Staff' } });
    const reader = await new Reader(site({ [SNAPSHOT]: ok(snapshot([marked, comment('c')])) })).open();
    expect(reader.all('.mark').map(({ textContent }) => textContent)).toEqual(['Staff', '★ Editors’ choice']);
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
    expect(reader.find(`.comments #comment-${id('d')}`).textContent).toContain('it waits for the editors');
    expect(reader.find('form textarea').value).toBe('');

    const kept = reader.window.localStorage.getItem('comments/aaaaaaaaaaaaaaaa') ?? '';
    expect(kept).not.toContain('ada@reader.example');
    const again = await new Reader(answers).keep('comments/aaaaaaaaaaaaaaaa', kept).open();
    expect(again.sent.at(-1)).toMatchObject({ path: `/api/comments/${id('d')}`, editToken: 'edit_token' });
    expect(again.text).toContain('it waits for the editors');
  });

  it.each([404, 410])('forgets what is gone: %d', async (status) => {
    const kept = JSON.stringify([{ id: id('d'), editToken: 'edit_token' }]);
    const gone = site({ [SNAPSHOT]: ok(snapshot([])), [`GET /api/comments/${id('d')}`]: { status } });
    const reader = await new Reader(gone).keep('comments/aaaaaaaaaaaaaaaa', kept).open();
    expect(reader.kept('comments/aaaaaaaaaaaaaaaa')).toBeNull();
  });

  it('fills in no field that people do not see; whoever does is sent on as such', async () => {
    const reader = await new Reader(answers).open();
    const trap = reader.find('form .trap');
    expect(trap.getAttribute('aria-hidden')).toBe('true');
    await reader.write('Good news');
    expect(reader.sent.at(-1)?.body).not.toHaveProperty('website');
    await reader.write('Buy this', { '[name=website]': 'https://spam.example/' });
    expect(reader.sent.at(-1)?.body).toHaveProperty('website', 'https://spam.example/');
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
    [429, {}, 'Wait 17 seconds, then send it again.'],
    [400, { code: 'text-too-long' }, 'Shorten it to 5,000 characters.'],
    [400, { code: 'something-new' }, 'Look through what you have filled in.'],
    [403, { code: 'poster-suspended', until: '2026-12-01T10:00:00.000Z' }, 'until 1 December 2026, 10:00 (UTC).'],
    [404, { code: 'parent-not-found' }, 'send them as a comment of their own.'],
    [409, { code: 'discussion-closed' }, 'This discussion is closed.'],
    [410, { code: 'article-gone' }, 'This article takes no comments.'],
    [503, { code: 'discussion-busy' }, 'Nothing is lost: try again in a moment.'],
  ])('is told what a %d means, and what to do: %j', async (status, body, said) => {
    const refused = { status, body, headers: { 'retry-after': '17' } };
    const reader = await new Reader(site({ [SNAPSHOT]: ok(snapshot([])), [POST]: refused })).open();
    await reader.write('x');
    expect(reader.find('form [role=status]').textContent).toContain(said);
    expect(reader.window.document.activeElement?.textContent).toContain(said);
    expect(reader.find('form textarea').value).toBe('x');
  });

  it('answers a comment, or gives that up', async () => {
    const answered = { ...posted, parentId: id('b') };
    const reader = await new Reader((sent) =>
      sent.method === 'POST' ? { status: 201, body: answered } : answers(sent),
    ).open();
    const answer = await reader.press('Answer');
    expect(reader.all('form')).toHaveLength(2);
    await reader.write('So it is', { form: 1 });
    expect(reader.sent.findLast(({ method }) => method === 'POST')?.body).toMatchObject({ parentId: id('b') });
    expect(reader.all('form')).toHaveLength(1);
    expect(reader.focused).toBe(`comment-${id('d')}`);
    await reader.press('Answer');
    await reader.press('Cancel');
    expect(reader.all('form')).toHaveLength(1);
    expect(reader.window.document.activeElement).toBe(answer);
  });

  it('is told that likes and reports need an account, and nothing is asked', async () => {
    const reader = await new Reader(answers).open();
    await reader.press('Like · 0');
    await reader.press('Report');
    expect(reader.find(`#comment-${id('b')} [role=status]`).textContent).toMatch(/needs an account/);
    expect(reader.sent).toHaveLength(1);
    expect(reader.all('form')).toHaveLength(1);
  });
});
