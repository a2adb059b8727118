import { forbidden, unauthorized } from './problem.ts';
import type { Access } from './route.ts';

export type Role = 'moderator' | 'editor';

/** A person whose token was verified. `name` is what others see. */
export interface Caller {
  userId: string;
  name: string;
  roles: readonly Role[];
}

export const mayModerate = (caller: Caller | undefined): boolean =>
  caller !== undefined && (caller.roles.includes('moderator') || caller.roles.includes('editor'));

/** Throws 401 for a stranger and 403 for someone without the role. */
export function authorize(access: Access, caller: Caller | undefined): void {
  if (access === 'anyone') return;
  if (!caller) throw unauthorized('token-required', 'This needs a token: Authorization: Bearer …');
  const allowed =
    access === 'reader' || (access === 'moderator' ? mayModerate(caller) : caller.roles.includes('editor'));
  if (!allowed) throw forbidden('role-required', `This needs the role ${access}.`);
}
