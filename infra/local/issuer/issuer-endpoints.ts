import { jsonResponse } from '../edge/edge-message.ts';
import type { Handle } from '../edge/edge-server.ts';
import type { SigningKey } from './signing-key.ts';

/** Where the local issuer answers, on the site's own port; no path of the site begins like this. */
export const ISSUER_PATH = '/.local-issuer';

/** The issuer's discovery document (OpenID Connect Discovery 1.0) and its keys (RFC 7517). Tokens come from `npm run token`. */
export function issuerEndpoints(siteUrl: string, key: SigningKey): Handle {
  const issuer = `${siteUrl}${ISSUER_PATH}`;
  const documents: Record<string, unknown> = {
    '/.well-known/openid-configuration': {
      issuer,
      jwks_uri: `${issuer}/jwks.json`,
      response_types_supported: ['id_token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    },
    '/jwks.json': { keys: [key.jwk] },
  };
  return ({ path }) => {
    if (!path.startsWith(`${ISSUER_PATH}/`)) return undefined;
    const name = path.slice(ISSUER_PATH.length);
    return Object.hasOwn(documents, name)
      ? jsonResponse(200, documents[name])
      : jsonResponse(404, { message: 'Not Found' });
  };
}
