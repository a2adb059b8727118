import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { negotiate } from '../../../shared/http/negotiate.ts';

const OFFERED = ['application/json', 'application/ld+json', 'application/vnd.iptc.ninjs+json'] as const;

describe('negotiate', () => {
  it.each([
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['application/*', 'application/json'],
    ['application/ld+json', 'application/ld+json'],
    ['Application/LD+JSON', 'application/ld+json'],
    ['application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', 'application/ld+json'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8', 'application/json'],
    ['application/ld+json;q=0.5, application/json;q=0.4', 'application/ld+json'],
    ['application/ld+json, application/json', 'application/json'],
    ['application/vnd.iptc.ninjs+json , application/ld+json ; q=0.9', 'application/vnd.iptc.ninjs+json'],
    // The most specific range speaks for a type, be it worth less or nothing.
    ['*/*, application/json;q=0', 'application/ld+json'],
    ['application/*;q=0.9, application/json;q=0.1', 'application/ld+json'],
    ['*/*;q=0.1, application/*;q=0, application/ld+json;q=0.01', 'application/ld+json'],
    ['text/html', undefined],
    ['*/*;q=0', undefined],
    ['application/json;q=0', undefined],
    ['application/json;q=0.000', undefined],
    // What is malformed counts for nothing.
    ['application/json;q=2', undefined],
    ['json, */json', undefined],
    ['json, application/ld+json', 'application/ld+json'],
  ])('%s: %s', (accept, expected) => {
    expect(negotiate(accept, OFFERED)).toBe(expected);
  });

  it('answers any header with one of what is offered or nothing', () => {
    fc.assert(
      fc.property(fc.string(), (accept) => {
        expect([...OFFERED, undefined]).toContain(negotiate(accept, OFFERED));
      }),
    );
  });
});
