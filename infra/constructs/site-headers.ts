import { createHash } from 'node:crypto';
import { Duration } from 'aws-cdk-lib';
import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

const STRICT_TRANSPORT = { accessControlMaxAge: Duration.days(730), includeSubdomains: true, override: true };

/**
 * The security headers of everything that the CDN serves from the public bucket. Nothing runs but the site's own scripts, no
 * style applies but the page's one inline sheet (by the hash of its text), and nobody frames it. `type` is what it is, where the
 * bucket says something else.
 */
export class SiteHeaders extends ResponseHeadersPolicy {
  constructor(scope: Construct, id: string, { style, type }: { style: string; type?: string }) {
    super(scope, id, {
      ...(type !== undefined && {
        customHeadersBehavior: { customHeaders: [{ header: 'Content-Type', value: type, override: true }] },
      }),
      comment: 'Security headers of pages, feeds and snapshots',
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy: contentSecurityPolicy(style), override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN, override: true },
        strictTransportSecurity: STRICT_TRANSPORT,
      },
    });
  }
}

/** The API sets its own headers; these only hold where a function never ran. */
export class ApiHeaders extends ResponseHeadersPolicy {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      comment: 'Security headers of the API',
      securityHeadersBehavior: { contentTypeOptions: { override: true }, strictTransportSecurity: STRICT_TRANSPORT },
    });
  }
}

/** Content Security Policy Level 3 for pages whose only style is this text, inline in one `<style>`. */
function contentSecurityPolicy(style: string): string {
  const hash = createHash('sha256').update(style).digest('base64');
  return [
    "default-src 'none'",
    `style-src 'sha256-${hash}'`,
    "img-src 'self' data: https:",
    "script-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
