import type { FunctionSpec } from '../specs.ts';
import type { Issuer } from './issue-token.ts';

/** The issuer that the functions were told of through their variables. Throws when none was, or they differ. */
export function issuerOf(functions: readonly FunctionSpec[]): Issuer {
  const told = functions.flatMap(({ environment: { JWT_ISSUER, JWT_AUDIENCE, JWT_ROLES_CLAIM } }) =>
    JWT_ISSUER && JWT_AUDIENCE && JWT_ROLES_CLAIM
      ? [{ issuer: JWT_ISSUER, audience: JWT_AUDIENCE, rolesClaim: JWT_ROLES_CLAIM }]
      : [],
  );
  const [issuer] = told;
  if (!issuer) throw new Error('No function of the template is told of an issuer of tokens (JWT_ISSUER)');
  if (told.some((other) => JSON.stringify(other) !== JSON.stringify(issuer))) {
    throw new Error('The functions of the template are told of different issuers of tokens');
  }
  return issuer;
}
