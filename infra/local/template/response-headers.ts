import * as z from 'zod';
import type { ResponseHeadersSpec } from '../edge/edge-specs.ts';
import { boolean, ignored, number } from './ignored.ts';
import type { Registry } from './registry.ts';

const Override = boolean;

const security = z.strictObject({
  ContentSecurityPolicy: z.strictObject({ ContentSecurityPolicy: z.string(), Override }).optional(),
  ContentTypeOptions: z.strictObject({ Override }).optional(),
  FrameOptions: z.strictObject({ FrameOption: z.string(), Override }).optional(),
  ReferrerPolicy: z.strictObject({ ReferrerPolicy: z.string(), Override }).optional(),
  StrictTransportSecurity: z
    .strictObject({
      AccessControlMaxAgeSec: number,
      IncludeSubdomains: boolean.default(false),
      Preload: boolean.default(false),
      Override,
    })
    .optional(),
  XSSProtection: z
    .strictObject({
      Protection: boolean,
      ModeBlock: boolean.default(false),
      ReportUri: z.string().optional(),
      Override,
    })
    .optional(),
});

const properties = z.strictObject({
  ResponseHeadersPolicyConfig: z.strictObject({
    SecurityHeadersConfig: security.default({}),
    CustomHeadersConfig: z
      .strictObject({ Items: z.array(z.strictObject({ Header: z.string(), Value: z.string(), Override })) })
      .default({ Items: [] }),
    RemoveHeadersConfig: z
      .strictObject({ Items: z.array(z.strictObject({ Header: z.string() })) })
      .default({ Items: [] }),
    ...ignored('Comment', 'Name', 'ServerTimingHeadersConfig'),
  }),
});

/** The response headers policies of the template by id, as flat lists. */
export const responseHeaders = (registry: Registry): Map<string, ResponseHeadersSpec> =>
  new Map(
    registry.ofType('AWS::CloudFront::ResponseHeadersPolicy').map((entry) => {
      const { ResponseHeadersPolicyConfig: given } = registry.properties(entry, properties);
      const custom = given.CustomHeadersConfig.Items.map((item) => header(item.Header, item.Value, item.Override));
      return [
        entry.name,
        {
          set: [...securityHeaders(given.SecurityHeadersConfig), ...custom],
          remove: given.RemoveHeadersConfig.Items.map((item) => item.Header.toLowerCase()),
        },
      ];
    }),
  );

const header = (name: string, value: string, override: boolean) => ({ name: name.toLowerCase(), value, override });

function securityHeaders(given: z.infer<typeof security>): ResponseHeadersSpec['set'] {
  const headers: ResponseHeadersSpec['set'] = [];
  const csp = given.ContentSecurityPolicy;
  if (csp) headers.push(header('content-security-policy', csp.ContentSecurityPolicy, csp.Override));
  const type = given.ContentTypeOptions;
  if (type) headers.push(header('x-content-type-options', 'nosniff', type.Override));
  const frame = given.FrameOptions;
  if (frame) headers.push(header('x-frame-options', frame.FrameOption, frame.Override));
  const referrer = given.ReferrerPolicy;
  if (referrer) headers.push(header('referrer-policy', referrer.ReferrerPolicy, referrer.Override));
  const hsts = given.StrictTransportSecurity;
  if (hsts) {
    const flags = `${hsts.IncludeSubdomains ? '; includeSubDomains' : ''}${hsts.Preload ? '; preload' : ''}`;
    headers.push(header('strict-transport-security', `max-age=${hsts.AccessControlMaxAgeSec}${flags}`, hsts.Override));
  }
  const xss = given.XSSProtection;
  if (xss) {
    const mode = `${xss.ModeBlock ? '; mode=block' : ''}${xss.ReportUri ? `; report=${xss.ReportUri}` : ''}`;
    headers.push(header('x-xss-protection', xss.Protection ? `1${mode}` : '0', xss.Override));
  }
  return headers;
}
