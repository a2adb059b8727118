import * as z from 'zod';
import { posterOfGuest, posterOfUser } from '../../../shared/comment/comment-id.ts';

/** Whose data an editor asks for. In a body, as addresses of requests are logged. */
export const personNamed = z
  .strictObject({
    email: z
      .string()
      .trim()
      .pipe(z.email().max(254))
      .optional()
      .meta({ description: 'A guest’s address, in any case.' }),
    userId: z.string().min(1).max(255).optional().meta({ description: 'The subject of an account.' }),
  })
  .refine(({ email, userId }) => (email === undefined) !== (userId === undefined), 'Either email or userId.')
  .meta({ id: 'PersonNamed' });

export const posterOfNamed = ({ email, userId = '' }: z.output<typeof personNamed>): string =>
  email === undefined ? posterOfUser(userId) : posterOfGuest(email);
