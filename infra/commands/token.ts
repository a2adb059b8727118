import { issueToken } from '../local/issuer/issue-token.ts';
import { signingKey } from '../local/issuer/signing-key.ts';
import { issuerDirectory, readRunning, stateDirectory } from '../local/state.ts';
import { main, parseArguments, UsageError } from './arguments.ts';
import { ROOT } from './stage-access.ts';

const HELP = `
Prints a token of the local newsroom's issuer, to be sent as "Authorization: Bearer TOKEN".

  npm run --silent token -- --user ID --name NAME [--role ROLE]... [--expires TIME]

  --user ID      the person's permanent id, e.g. alice
  --name NAME    the name that others see; the id if left out
  --role ROLE    moderator or editor; may be given several times
  --expires TIME how long it is good for: a number and s, m, h or d (default 1h); a negative one has run out already

Deployed stages take the tokens of their own issuer.
`;

const ROLES = ['moderator', 'editor'];

const UNIT_SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };

await main(() => {
  const { values } = parseArguments(HELP, {
    user: { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string', multiple: true },
    expires: { type: 'string', default: '1h' },
  });
  const { user, role: roles = [] } = values;
  if (!user) throw new UsageError('A token is for somebody: --user is missing.');
  const unknown = roles.find((role) => !ROLES.includes(role));
  if (unknown !== undefined) throw new UsageError(`There is no role ${unknown}: ${ROLES.join(' or ')}.`);
  const expiresInSeconds = seconds(values.expires);
  const state = stateDirectory(ROOT);
  const { issuer } = readRunning(state);
  const request = { user, name: values.name ?? user, roles, expiresInSeconds };
  console.log(issueToken(signingKey(issuerDirectory(state)), issuer, request, new Date()));
  return 0;
});

function seconds(time: string): number {
  const [, number, unit = ''] = /^(-?\d+)([smhd])$/.exec(time) ?? [];
  const factor = UNIT_SECONDS[unit];
  if (factor === undefined) throw new UsageError(`Not a time: ${time}. Write a number and s, m, h or d, e.g. 30m.`);
  return Number(number) * factor;
}
