import { members, numberOf, textOf } from './comment.ts';

/** Somebody who is signed in. */
export interface Account {
  token: string;
  user: string;
  /** What others will read; the API has the last word on it. */
  name: string;
}

/** Whatever signs readers in on the site leaves the account's token here, and takes it away again (ADR 107). */
const TOKEN_KEY = 'newsroom/token';

/** Who is signed in by now. A token that has expired is none: what it says is otherwise the API's to check. */
export function accountIn(storage: Storage | undefined, now: number): Account | undefined {
  try {
    const token = storage?.getItem(TOKEN_KEY);
    if (!token) return undefined;
    const claims = claimsOf(token);
    const user = textOf(claims.get('sub'));
    if (user === undefined || numberOf(claims.get('exp')) * 1000 <= now) return undefined;
    return { token, user, name: textOf(claims.get('name')) ?? textOf(claims.get('preferred_username')) ?? '' };
  } catch {
    return undefined;
  }
}

/** The claims of a JSON Web Token (RFC 7519), unverified. */
function claimsOf(token: string): Map<string, unknown> {
  const [, payload = ''] = token.split('.');
  const binary = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
  return members(claims);
}
