/**
 * The media types that one article comes in, the usual one first. IPTC has registered none for ninjs; this is the form of those
 * that it has registered for NewsML-G2 (ADR 0073).
 */
export const ARTICLE_TYPES = ['application/json', 'application/ld+json', 'application/vnd.iptc.ninjs+json'] as const;

export type ArticleType = (typeof ARTICLE_TYPES)[number];
