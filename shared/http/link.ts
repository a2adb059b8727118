/** One link of a `Link` header (RFC 8288): an absolute URL, percent-encoded already, and what it is to the answer. */
export interface Link {
  href: string;
  rel: 'next' | 'first' | 'alternate' | 'canonical' | 'describedby';
  type?: string;
}

export const linkHeader = (links: readonly Link[]): string =>
  links
    .map(({ href, rel, type }) => `<${href}>; rel="${rel}"${type === undefined ? '' : `; type="${type}"`}`)
    .join(', ');
