/**
 * A guest's bearer token for one comment begins like this, which no JSON Web Token does, so that the `Authorization`
 * header can carry either.
 */
export const EDIT_TOKEN_PREFIX = 'edit_';

/** The edit token of a request: as its bearer token, in `X-Edit-Token`, or, for links, in the query. */
export function editTokenOf(headers: Readonly<Record<string, string>>): string | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  return bearer?.startsWith(EDIT_TOKEN_PREFIX) ? bearer : headers['x-edit-token'];
}
