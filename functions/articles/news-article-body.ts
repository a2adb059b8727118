import * as z from 'zod';
import { instant } from '../../shared/time.ts';

const agent = z.looseObject({ '@type': z.string(), name: z.string() });

/** An article as schema.org's `NewsArticle`: the members that each has. */
export const newsArticleBody = z
  .looseObject({
    '@context': z.literal('https://schema.org'),
    '@type': z.literal('NewsArticle'),
    '@id': z.string(),
    url: z.string(),
    headline: z.string(),
    description: z.string(),
    articleBody: z.string(),
    articleSection: z.string(),
    author: z.union([agent, z.array(agent)]),
    publisher: agent,
    datePublished: instant,
    dateModified: instant,
    inLanguage: z.string(),
    wordCount: z.int(),
  })
  .meta({ id: 'NewsArticle' });
