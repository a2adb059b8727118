/**
 * How long the CDN and readers may keep the pages and feeds of the public bucket. What is withdrawn must be gone soon even where no
 * invalidation reaches (a reader's browser), so none of it lasts longer than two minutes; ETags make coming back cheap.
 */
export const PAGE_CACHE = 'public, max-age=60, stale-while-revalidate=60';
export const FEED_CACHE = 'public, max-age=60, stale-while-revalidate=60';

/**
 * Of a feed that a hub is told of, and fetches then: a copy of the CDN's lives so long and, without stale-while-revalidate, is not
 * served any longer, or the hub would be given what was before.
 */
export const TOPIC_COPY_SECONDS = 5;
export const TOPIC_CACHE = `public, max-age=60, s-maxage=${TOPIC_COPY_SECONDS}`;

/**
 * An image's file never changes under its name, so a reader's browser asks for it once. The CDN is told to forget what is
 * withdrawn; what an article merely shows no longer it forgets within the hour.
 */
export const MEDIA_CACHE = 'public, max-age=31536000, s-maxage=3600, immutable';

/** A discussion is published at most every five seconds: asking sooner brings nothing, and later shows what was taken away. */
export const SNAPSHOT_CACHE = 'public, max-age=5';

/** What is named by a hash of its bytes. */
export const ASSET_CACHE = 'public, max-age=31536000, immutable';
