import { expect, test } from 'vitest';
import { outcomeOf } from '../corpora.ts';
import { parse } from '../parsing.ts';
import { HOSTILE } from './hostile-inputs.ts';

/** No time is asserted: a step that is not linear runs into the time limit of the test. */
test.each(HOSTILE)('$name: $outcome', ({ body, outcome }) => {
  const parsed = parse(body);
  expect(parsed.ok ? 'read' : outcomeOf(parsed).outcome).toBe(outcome);
});
