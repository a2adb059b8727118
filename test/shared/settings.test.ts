import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../shared/settings.ts';

const settings = (more: object) => parseSettings(JSON.stringify({ title: 'The Example Courier', ...more }));

describe('the settings of a stage', () => {
  it('need no more than a title', () => {
    expect(settings({})).toMatchObject({ sections: ['news'], savedFeeds: {} });
  });

  it('hold saved feeds by the name that their id ends in', () => {
    const savedFeeds = { 'world-en': { title: 'World, in English', section: 'world', language: 'en' } };
    expect(settings({ savedFeeds }).savedFeeds).toEqual(savedFeeds);
  });

  it.each([
    ['a name that is no name of a feed', { savedFeeds: { 'World EN': { title: 'World', section: 'world' } } }],
    ['one that leads elsewhere', { savedFeeds: { '../all': { title: 'World', section: 'world' } } }],
    ['one too long for an entry', { savedFeeds: { ['a'.repeat(61)]: { title: 'World', section: 'world' } } }],
    ['a section that could not be one', { sections: ['World News'] }],
    ['what nobody asks for', { savedFeed: {} }],
  ])('do not hold %s', (_, more) => {
    expect(() => settings(more)).toThrow();
  });
});
