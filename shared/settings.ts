import * as z from 'zod';
import { commentSettings } from './comment/moderation-settings.ts';
import { feedWords } from './feed/feed-name.ts';
import { savedFeed } from './feed/saved-feed.ts';

/** Words that a section cannot be named, since the site's own paths begin with them. */
export const RESERVED_SECTIONS: readonly string[] = ['api', 'feeds', 'comments', 'sitemaps', 'desk', 'pages'];

/**
 * What one stage of the newsroom configures for its functions: the `settings` of the stage in `cdk.json`, handed over as
 * the variable `SETTINGS`.
 */
export const settings = z.strictObject({
  /** The publication's name, as feeds and pages show it. */
  title: z.string().min(1),
  description: z.string().default(''),
  /** The sections that exist; an upload that names another one creates it, or is refused. */
  sections: z.array(feedWords).default(['news']),
  /** What readers see a section called where its id does not say it well: `{ "thoi-su": "Thời sự" }`. */
  sectionNames: z.record(z.string(), z.string().min(1)).default({}),
  unknownSections: z.enum(['create', 'refuse']).default('create'),
  defaultSection: z.string().default('news'),
  /** IANA zone for times that were given without one. */
  defaultZone: z.string().default('UTC'),
  defaultLanguage: z.string().default('en'),
  /**
   * `{domain},{date}` of the permanent `tag:` ids in feeds (RFC 4151): a domain that was ours on that date. Set it before
   * the first article and keep it for good; without it the site's host name of the moment is used.
   */
  tagAuthority: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?,\d{4}(-\d{2}(-\d{2})?)?$/)
    .optional(),
  /**
   * Feeds of the articles that match all of a few things, by what their id ends in: `{ "world-en": { "title": "World, in
   * English", "section": "world", "language": "en" } }` is `saved/world-en`. An article is in at most five of them, the first.
   * What was published before a feed was configured comes into it with `npm run rebuild -- --full`.
   */
  savedFeeds: z.record(feedWords, savedFeed).default({}),
  feeds: z
    .strictObject({
      /** What feeds have of an article: a summary that leads to its page, or its whole text. */
      content: z.enum(['summary', 'full']).default('summary'),
    })
    .prefault({}),
  comments: commentSettings.prefault({}),
  /** The WebSub hub that is told of each feed that has changed, and that feeds name; without one nobody is told. */
  hub: z.url({ protocol: /^https?$/ }).optional(),
  /** Where browsers on other origins may call the API from: exact origins. */
  allowedOrigins: z.array(z.url()).default([]),
});

export type Settings = z.infer<typeof settings>;

export const parseSettings = (json: string): Settings => settings.parse(JSON.parse(json));
