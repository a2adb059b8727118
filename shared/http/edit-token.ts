/**
 * A guest's bearer token for one comment begins like this, which no JSON Web Token does, so that the `Authorization`
 * header can carry either.
 */
export const EDIT_TOKEN_PREFIX = 'edit_';

/** The edit token in a request's headers: as its bearer token, or in `X-Edit-Token`. */
export function editTokenOf(headers: Readonly<Record<string, string>>): string | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  return bearer?.startsWith(EDIT_TOKEN_PREFIX) ? bearer : headers['x-edit-token'];
}
