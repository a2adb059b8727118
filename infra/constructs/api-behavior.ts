import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import * as cf from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Construct } from 'constructs';
import { ORIGIN_SECRET_HEADER } from '../../shared/http/origin-secret.ts';
import { ApiHeaders } from './site-headers.ts';

/** The HTTP API: its host, and the secret by which it knows that the CDN calls. */
export interface ApiAccess {
  host: string;
  secret: string;
}

/** The HTTP API as an origin. With `originPath`, of what is under that path. */
export const apiOrigin = ({ host, secret }: ApiAccess, originPath?: string) =>
  new HttpOrigin(host, {
    customHeaders: { [ORIGIN_SECRET_HEADER]: secret },
    protocolPolicy: cf.OriginProtocolPolicy.HTTPS_ONLY,
    originSslProtocols: [cf.OriginSslPolicy.TLS_V1_2],
    ...(originPath !== undefined && { originPath }),
  });

/** What the HTTP API answers. */
export function apiBehavior(scope: Construct, api: ApiAccess): cf.BehaviorOptions {
  return {
    origin: apiOrigin(api),
    viewerProtocolPolicy: cf.ViewerProtocolPolicy.HTTPS_ONLY,
    allowedMethods: cf.AllowedMethods.ALLOW_ALL,
    compress: true,
    cachePolicy: new cf.CachePolicy(scope, 'ApiCache', {
      comment: 'As long as Cache-Control says, else not at all; nor for another caller',
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.days(1),
      queryStringBehavior: cf.CacheQueryStringBehavior.all(),
      headerBehavior: cf.CacheHeaderBehavior.allowList('Accept', 'Authorization', 'Origin'),
      enableAcceptEncodingGzip: true,
      enableAcceptEncodingBrotli: true,
    }),
    // All of the viewer's headers but Host (the API answers to its own name only), and CloudFront's own, among them
    // CloudFront-Viewer-Address: the one word on where a caller is that he cannot make up.
    originRequestPolicy: cf.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    responseHeadersPolicy: new ApiHeaders(scope, 'ApiHeaders'),
    functionAssociations: [
      {
        eventType: cf.FunctionEventType.VIEWER_REQUEST,
        function: new cf.Function(scope, 'ApiViewerRequest', {
          comment: 'One Accept for all who want plain JSON',
          runtime: cf.FunctionRuntime.JS_2_0,
          code: cf.FunctionCode.fromFile({ filePath: join(import.meta.dirname, 'api-viewer-request.js') }),
        }),
      },
    ],
  };
}
