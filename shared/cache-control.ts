/**
 * How long the CDN and readers may keep what the public bucket serves. What is withdrawn must be gone soon even where no
 * invalidation reaches (a reader's browser), so nothing here lasts longer than two minutes; ETags make coming back cheap.
 */
export const PAGE_CACHE = 'public, max-age=60, stale-while-revalidate=60';
export const FEED_CACHE = 'public, max-age=60, stale-while-revalidate=60';
