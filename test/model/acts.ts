import fc from 'fast-check';

/** Of whom there are so many accounts, who post, like and flag. */
export const PEOPLE = 3;

/** One thing that someone does. Numbers pick among what there is then; `again` repeats it under its key at once. */
export type Act = { again: boolean } & (
  | { kind: 'post' | 'reply'; guest: boolean; who: number; pick: number }
  | { kind: 'approve' | 'reject' | 'spam'; pick: number }
  | { kind: 'like' | 'unlike' | 'flag'; who: number; pick: number }
  | { kind: 'edit'; revision: number; pick: number }
  | { kind: 'delete'; moderator: boolean; pick: number }
  | { kind: 'feature'; featured: boolean; pick: number }
  | { kind: 'standing'; who: number; set: Standing }
  | { kind: 'erase'; who: number }
  | { kind: 'erase-guest'; pick: number }
  | { kind: 'go-on' }
  | { kind: 'audit'; pick: number }
);

/** What a moderator sets of someone; null ends a suspension. */
export interface Standing {
  banned?: boolean | undefined;
  hideHistory?: boolean | undefined;
  premod?: boolean | undefined;
  suspendedUntil?: string | null | undefined;
}

const again = fc.boolean();
const pick = fc.nat(1000);
const who = fc.nat(PEOPLE - 1);

const standing: fc.Arbitrary<Standing> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ banned: fc.constant(false), hideHistory: fc.boolean() }) },
  { weight: 1, arbitrary: fc.boolean().map((is) => ({ banned: is, hideHistory: is })) },
  { weight: 1, arbitrary: fc.record({ premod: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({ suspendedUntil: fc.constantFrom('2026-11-25T00:00:00.000Z', null) }),
  },
);

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom('post' as const, 'reply' as const),
      guest: fc.boolean(),
      who,
      pick,
      again,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('approve' as const, 'reject' as const, 'spam' as const),
      pick,
      again,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('like' as const, 'unlike' as const, 'flag' as const),
      who,
      pick,
      again,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('edit' as const), revision: fc.constantFrom(1, 2), pick, again }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), moderator: fc.boolean(), pick, again }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('feature' as const), featured: fc.boolean(), pick, again }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('standing' as const), who, set: standing, again }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('erase' as const), who, again }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('erase-guest' as const), pick, again }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('go-on' as const), again }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('audit' as const), pick, again }) },
);

/** Acts that happen at once, and whether the stream is read after them. */
export interface Round {
  acts: Act[];
  followed: boolean;
}

const round: fc.Arbitrary<Round> = fc.record({
  acts: fc.array(act, { minLength: 1, maxLength: 6 }),
  followed: fc.boolean(),
});

/** The first round has something to act on. */
export const histories: fc.Arbitrary<Round[]> = fc.array(round, { minLength: 3, maxLength: 8 });
