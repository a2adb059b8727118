import { describe, expect, it } from 'vitest';
import { flagReason } from '../../shared/comment/flag.ts';
import { FLAG_REASONS } from '../../site/comments/words.ts';
import { comment, id, ok, SNAPSHOT, site, snapshot } from './discussion-site.ts';
import { Reader } from './reader.ts';

const NOW = () => new Date().toISOString();

describe('somebody with an account', () => {
  const path = `/api/comments/${id('b')}`;
  const open = (routes: Parameters<typeof site>[0]) =>
    new Reader(site({ [SNAPSHOT]: ok(snapshot([comment('b', { likes: 3 })])), ...routes }))
      .signIn('ada', 'Ada Á')
      .open();

  it('writes under the name of that, with its token, and no address is asked for', async () => {
    const made = comment('d', { createdAt: NOW() });
    const reader = await open({ 'POST /api/articles': { status: 201, body: made } });
    expect(reader.text).toContain('You write as Ada Á.');
    expect(reader.all('form input')).toHaveLength(0);
    await reader.write('So it is');
    const { body, authorization } = reader.sent.at(-1) ?? {};
    expect(body).toEqual({ text: 'So it is' });
    expect(authorization).toMatch(/^Bearer head\./);
    expect(reader.all('.comments article')[0]?.id).toBe(`comment-${id('d')}`);
    expect(reader.find('form [role=status]').textContent).toBe('Your comment is published.');
    expect(reader.kept('comments/aaaaaaaaaaaaaaaa')).toEqual([{ id: id('d'), user: 'ada' }]);
  });

  it('is a guest once the token has expired', async () => {
    const answers = site({ [SNAPSHOT]: ok(snapshot([])) });
    const reader = await new Reader(answers).signIn('ada', 'Ada', Date.now() / 1000 - 1).open();
    expect(reader.all('form input[type=email]')).toHaveLength(1);
  });

  it('likes, sees the number that it made, on the next visit too, and takes it back', async () => {
    const reader = await open({
      [`PUT ${path}/like`]: ok({ liked: true, likes: 5 }),
      [`DELETE ${path}/like`]: ok({ liked: false, likes: 4 }),
    });
    const button = await reader.press('Like · 3');
    expect([button.textContent, button.getAttribute('aria-pressed')]).toEqual(['Like · 5', 'true']);
    expect(reader.kept('likes/ada')).toEqual([id('b')]);
    const again = new Reader(site({ [SNAPSHOT]: ok(snapshot([comment('b')])) })).signIn('ada', 'Ada');
    await again.keep('likes/ada', JSON.stringify([id('b')])).open();
    expect(again.find('[aria-pressed=true]').textContent).toBe('Like · 1');
    await reader.press('Like · 5');
    expect([button.textContent, button.getAttribute('aria-pressed')]).toEqual(['Like · 4', 'false']);
    expect(reader.kept('likes/ada')).toBeNull();
  });

  it('is told why a like was not taken', async () => {
    const reader = await open({ [`PUT ${path}/like`]: { status: 409, body: { code: 'discussion-closed' } } });
    const button = await reader.press('Like · 3');
    expect(button.getAttribute('aria-pressed')).toBe('false');
    expect(reader.find(`#comment-${id('b')} [role=status]`).textContent).toBe('This discussion is closed.');
  });

  it('reports a comment for one of the reasons that there are', async () => {
    expect(FLAG_REASONS).toEqual(flagReason.options);
    const reader = await open({ [`POST ${path}/flags`]: { status: 201, body: {} } });
    const report = await reader.press('Report');
    expect(report.getAttribute('aria-expanded')).toBe('true');
    expect(reader.window.document.activeElement?.localName).toBe('select');
    await reader.submit(1, { select: 'other', textarea: ' It is a copy. ' });
    const { body, key } = reader.sent.at(-1) ?? {};
    expect(body).toEqual({ reason: 'other', note: 'It is a copy.' });
    expect(key).not.toBeNull();
    expect(reader.all('form')).toHaveLength(1);
    expect(reader.find(`#comment-${id('b')} [role=status]`).textContent).toMatch(/^Thank you/);
    expect(reader.window.document.activeElement).toBe(report);
  });
});

describe('one’s own comment', () => {
  const path = `/api/comments/${id('d')}`;
  const mine = (more: object = {}) => comment('d', { createdAt: NOW(), ...more });
  const open = (shown: object, routes: Parameters<typeof site>[0]) =>
    new Reader(site({ [SNAPSHOT]: ok(snapshot([shown])), ...routes }))
      .keep('comments/aaaaaaaaaaaaaaaa', JSON.stringify([{ id: id('d'), editToken: 'edit_token' }]))
      .open();

  it('is edited within five minutes, on the revision that was seen, and may have to wait again', async () => {
    const after = mine({ text: 'Better words', status: 'PENDING', revision: 2, editedAt: NOW() });
    const reader = await open(mine(), { [`PATCH ${path}`]: ok(after) });
    await reader.press('Edit');
    expect(reader.all('form')[1]?.querySelector('textarea')?.value).toBe('Words of d');
    await reader.submit(1, { textarea: 'Better words' });
    expect(reader.sent.at(-1)).toMatchObject({
      body: { text: 'Better words', revision: 1 },
      editToken: 'edit_token',
      authorization: null,
    });
    const view = reader.find(`#comment-${id('d')}`).textContent;
    expect(view).toContain('Better words');
    expect(view).toContain('edited');
    expect(view).toContain('Only you see this: it waits');
    expect(reader.focused).toBe(`comment-${id('d')}`);
  });

  it('can no longer be edited later, but be deleted', async () => {
    const reader = await open(mine({ createdAt: '2026-01-01T00:00:00.000Z' }), {});
    expect(reader.labels()).toEqual(['Like · 0', 'Answer', 'Delete']);
  });

  it('shows the text that stands where it was changed elsewhere, and is saved on that the next time', async () => {
    const stands = mine({ text: 'From another window', revision: 4 });
    const conflict = { status: 409, body: { code: 'revision-conflict', comment: stands } };
    let answers = 0;
    const reader = new Reader(({ method, path: asked }) => {
      if (method === 'PATCH') return answers++ === 0 ? conflict : ok(mine({ text: 'Mine', revision: 5 }));
      return asked.startsWith('/comments/') ? ok(snapshot([mine()])) : undefined;
    });
    reader.keep('comments/aaaaaaaaaaaaaaaa', JSON.stringify([{ id: id('d'), editToken: 'edit_token' }]));
    await reader.open();
    await reader.press('Edit');
    await reader.submit(1, { textarea: 'Mine' });
    expect(reader.find('form blockquote').textContent).toBe('From another window');
    expect(reader.all('form')[1]?.querySelector('textarea')?.value).toBe('Mine');
    await reader.submit(1);
    expect(reader.sent.filter(({ method }) => method === 'PATCH').map(({ body }) => body)).toEqual([
      { text: 'Mine', revision: 1 },
      { text: 'Mine', revision: 4 },
    ]);
  });

  it('is deleted after a word on what that means, and leaves its place where it has answers', async () => {
    for (const replyCount of [0, 1]) {
      const reader = await open(mine({ replyCount }), { [`DELETE ${path}`]: { status: 204 } });
      await reader.press('Delete');
      expect(reader.sent).toHaveLength(1);
      expect(reader.text).toContain('Its words will be gone for good.');
      await reader.submit(1);
      expect(reader.sent.at(-1)).toMatchObject({ method: 'DELETE', editToken: 'edit_token' });
      expect(reader.text).not.toContain('Words of d');
      expect(reader.text.includes('This comment is no longer shown.')).toBe(replyCount > 0);
      expect(reader.window.document.activeElement?.textContent).toBe('Your comment is deleted.');
      expect(reader.kept('comments/aaaaaaaaaaaaaaaa')).toBeNull();
    }
  });

  it('is nobody else’s: another account on the same browser may not touch it', async () => {
    const answers = site({ [SNAPSHOT]: ok(snapshot([mine()])) });
    const kept = JSON.stringify([{ id: id('d'), user: 'ada' }]);
    const open = (user: string) =>
      new Reader(answers).signIn(user, user).keep('comments/aaaaaaaaaaaaaaaa', kept).open();
    expect((await open('ada')).labels()).toContain('Delete');
    expect((await open('bob')).labels()).not.toContain('Delete');
  });

  it('stands below what it answers while it waits', async () => {
    const waits = mine({ status: 'PENDING', parentId: id('b') });
    const reader = new Reader(site({ [SNAPSHOT]: ok(snapshot([comment('b')])), [`GET ${path}`]: ok(waits) }));
    await reader.keep('comments/aaaaaaaaaaaaaaaa', JSON.stringify([{ id: id('d'), editToken: 'edit_token' }])).open();
    expect(reader.find(`#answers-${id('b')}`).textContent).toContain('Only you see this: it waits');
  });
});
