import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Circumstances,
  receive,
  reviewsAll,
  type Submission,
} from '../../../../functions/comments/pipeline/receive.ts';
import { ruleBook } from '../../../../functions/comments/pipeline/rule-book.ts';
import { type ModerationRules, mode, moderationRules } from '../../../../shared/comment/moderation-settings.ts';
import { RULES } from '../../../../shared/comment/trace.ts';

const at = '2026-11-24T07:00:00.000Z';
const minutesAgo = (n: number) => new Date(Date.parse(at) - n * 60_000).toISOString();
const daysAgo = (n: number) => minutesAgo(n * 24 * 60);

const SAID: Submission = {
  id: 'this',
  articleId: 'a',
  text: 'Some words.',
  textHash: 'h',
  at,
  isGuest: false,
  isStaff: false,
  fillsTrap: false,
  wasStopped: false,
};

interface Case extends Partial<Omit<Circumstances, 'book'>> {
  rules?: Partial<ModerationRules>;
  said?: Partial<Submission>;
}

const by = { schemaVersion: 1 as const, revision: 1, by: 'ed', byEditor: true, at: daysAgo(9) };

const received = ({ rules = {}, said = {}, ...circumstances }: Case = {}) =>
  receive(
    { ...SAID, ...said },
    {
      book: ruleBook(3, { ...moderationRules.parse({}), ...rules }),
      publishedAt: daysAgo(3),
      history: { said: [], reviewed: [] },
      ...circumstances,
    },
  );

const earlier = (each: object) => ({ id: 'other', articleId: 'a', textHash: 'h', at: minutesAgo(9), ...each });
const reviewed = (as: 'PUBLISHED' | 'REJECTED' | 'SPAM', when = daysAgo(1)) => ({ id: 'r', as, at: when });
const links = (n: number) => 'https://a.example/ '.repeat(n);

describe('receive', () => {
  it('publishes what no rule has anything to say of', () => {
    expect(received()).toEqual({ status: 'PUBLISHED', trace: { settings: 3, found: [] } });
  });

  it.each<[string, Case, object]>([
    [
      'an article closed by hand',
      { commenting: { ...by, closedAt: minutesAgo(5) } },
      { code: 'discussion-closed', since: minutesAgo(5) },
    ],
    [
      'an article whose time is over',
      { commenting: { ...by, closesAt: at } },
      { code: 'discussion-closed', since: at },
    ],
    ['an article of days ago', { rules: { closeAfterDays: 3 } }, { code: 'discussion-closed', since: at }],
    ['someone banned', { standing: { ...by, banned: true } }, { code: 'poster-banned' }],
    [
      'someone suspended',
      { standing: { ...by, suspendedUntil: '2026-11-24T07:00:00.001Z' } },
      { code: 'poster-suspended', until: '2026-11-24T07:00:00.001Z' },
    ],
  ])('refuses %s, staff too', (_, given, refused) => {
    expect(received(given)).toEqual({ refused });
    expect(received({ ...given, said: { isStaff: true } })).toEqual({ refused });
  });

  it.each<[string, Case, object, string]>([
    [
      'the same again',
      { history: { said: [earlier({})], reviewed: [] } },
      { rule: 'repeat', ruling: 'hold' },
      'PENDING',
    ],
    [
      'the same for the third time elsewhere',
      { history: { said: [earlier({ articleId: 'b' }), earlier({ articleId: 'c' })], reviewed: [] } },
      { rule: 'repeat', ruling: 'hold' },
      'PENDING',
    ],
    [
      'a banned word',
      { rules: { bannedWords: ['words'] } },
      { rule: 'banned-words', ruling: 'reject', detail: 'words' },
      'REJECTED',
    ],
    [
      'a suspect word',
      { rules: { suspectWords: [{ word: 'sômé', anyDiacritics: true }] } },
      { rule: 'suspect-words', ruling: 'hold', detail: 'sômé' },
      'PENDING',
    ],
    ['three links', { said: { text: links(3) } }, { rule: 'links', ruling: 'hold', detail: '3' }, 'PENDING'],
    ['a filled trap', { said: { fillsTrap: true } }, { rule: 'honeypot', ruling: 'spam' }, 'SPAM'],
    [
      'a poster held before all else',
      { standing: { ...by, mode: 'pre' } },
      { rule: 'standing', ruling: 'hold' },
      'PENDING',
    ],
    [
      'a newcomer',
      { rules: { newcomers: { hold: true, approvals: 2 } }, history: { said: [], reviewed: [reviewed('PUBLISHED')] } },
      { rule: 'newcomer', ruling: 'hold', detail: '1' },
      'PENDING',
    ],
    [
      'one of whom 30 % were refused',
      {
        rules: { rejectionRate: { hold: true, percent: 30 } },
        history: {
          said: [],
          reviewed: [
            ...Array(7).fill(reviewed('PUBLISHED')),
            reviewed('SPAM'),
            reviewed('REJECTED'),
            reviewed('REJECTED', daysAgo(7)),
          ],
        },
      },
      { rule: 'rejection-rate', ruling: 'hold', detail: '30 %' },
      'PENDING',
    ],
    [
      'all of a site',
      { rules: { mode: 'pre' }, commenting: { ...by, mode: 'post' } },
      { rule: 'mode', ruling: 'hold', detail: 'site' },
      'PENDING',
    ],
    [
      'all of an article',
      { commenting: { ...by, mode: 'pre' } },
      { rule: 'mode', ruling: 'hold', detail: 'article' },
      'PENDING',
    ],
    ['a guest', { said: { isGuest: true } }, { rule: 'guest', ruling: 'hold' }, 'PENDING'],
    [
      'a guest nobody knows',
      { said: { isGuest: true }, rules: { guests: 'known' }, history: { said: [], reviewed: [reviewed('REJECTED')] } },
      { rule: 'guest', ruling: 'hold' },
      'PENDING',
    ],
    ['an edit of what was stopped', { said: { wasStopped: true } }, { rule: 'review', ruling: 'hold' }, 'PENDING'],
  ])('does not publish %s, but for staff', (_, given, finding, status) => {
    expect(received(given)).toEqual({ status, trace: { settings: 3, found: [finding] } });
    expect(received({ ...given, said: { ...given.said, isStaff: true } })).toMatchObject({ status: 'PUBLISHED' });
  });

  it.each<[string, Case]>([
    ['the same elsewhere', { history: { said: [earlier({ articleId: 'b' })], reviewed: [] } }],
    ['the same long ago', { history: { said: [earlier({ at: minutesAgo(11) })], reviewed: [] } }],
    ['its own words, edited', { history: { said: [earlier({ id: 'this' })], reviewed: [] } }],
    ['other words', { history: { said: [earlier({ textHash: 'other' })], reviewed: [] } }],
    ['two links', { said: { text: links(2) } }],
    ['someone whose suspension is over', { standing: { ...by, suspendedUntil: at } }],
    ['an article of two days', { rules: { closeAfterDays: 4 } }],
    [
      'an article that closes later than the site says',
      { rules: { closeAfterDays: 1 }, commenting: { ...by, closesAt: '2027-01-01T00:00:00.000Z' } },
    ],
    [
      'someone approved twice',
      {
        rules: { newcomers: { hold: true, approvals: 2 }, rejectionRate: { hold: true, percent: 34 } },
        history: { said: [], reviewed: [reviewed('PUBLISHED'), reviewed('REJECTED'), reviewed('PUBLISHED')] },
      },
    ],
    [
      'a known guest',
      { said: { isGuest: true }, rules: { guests: 'known' }, history: { said: [], reviewed: [reviewed('PUBLISHED')] } },
    ],
    ['any guest where the stage has it so', { said: { isGuest: true }, rules: { guests: 'publish' } }],
  ])('publishes %s', (_, given) => {
    expect(received(given)).toMatchObject({ status: 'PUBLISHED', trace: { found: [] } });
  });

  it('asks all rules in their order, and the strictest decides', () => {
    const given: Case = {
      rules: { mode: 'pre', bannedWords: ['words'], suspectWords: ['some'] },
      said: { isGuest: true, text: `Some words. ${links(3)}` },
    };
    const answer = received(given);
    expect(answer).toMatchObject({ status: 'REJECTED' });
    const rules = 'trace' in answer ? answer.trace.found.map(({ rule }) => rule) : [];
    expect(rules).toEqual(['banned-words', 'suspect-words', 'links', 'mode', 'guest']);
    expect(rules).toEqual(RULES.filter((rule) => rules.includes(rule)));
    expect(received({ ...given, said: { ...given.said, fillsTrap: true } })).toMatchObject({ status: 'SPAM' });
  });

  it('never becomes milder by a stricter mode, of whichever of the two', () => {
    const modes = fc.constantFrom(...mode.options);
    fc.assert(
      fc.property(modes, modes, fc.boolean(), (site, article, isGuest) => {
        const given = { rules: { mode: site }, commenting: { ...by, mode: article }, said: { isGuest } };
        const isHeld = isGuest || site === 'pre' || article === 'pre';
        expect(received(given)).toMatchObject({ status: isHeld ? 'PENDING' : 'PUBLISHED' });
        const book = ruleBook(1, { ...moderationRules.parse({}), mode: site });
        expect(reviewsAll({ book, commenting: given.commenting })).toBe(site !== 'reactive' || article !== 'reactive');
      }),
    );
  });
});
