/** `Cache-Control` of what all may see alike: the CDN keeps it for moments, browsers ask again. */
export const SHARED = 'public, max-age=0, s-maxage=2';
