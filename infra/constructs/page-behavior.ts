import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import * as cf from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Construct } from 'constructs';
import type { PrivateBucket } from './private-bucket.ts';
import { SiteHeaders } from './site-headers.ts';

/** What comes from the public bucket, which CloudFront alone may read. `style`: the inline style sheet of all pages. */
export function pageBehavior(scope: Construct, objects: PrivateBucket, style: string): cf.BehaviorOptions {
  return {
    // The right to list makes a missing object a 404 and not a 403.
    origin: S3BucketOrigin.withOriginAccessControl(objects, {
      originAccessLevels: [cf.AccessLevel.READ, cf.AccessLevel.LIST],
    }),
    viewerProtocolPolicy: cf.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    allowedMethods: cf.AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
    compress: true,
    cachePolicy: new cf.CachePolicy(scope, 'PagesCache', {
      comment: 'As long as Cache-Control says; a minute where it says nothing',
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.minutes(1),
      maxTtl: Duration.days(365),
      enableAcceptEncodingGzip: true,
      enableAcceptEncodingBrotli: true,
    }),
    responseHeadersPolicy: new SiteHeaders(scope, 'PagesHeaders', { style }),
    functionAssociations: [
      {
        eventType: cf.FunctionEventType.VIEWER_REQUEST,
        function: new cf.Function(scope, 'ViewerRequest', {
          comment: 'Which object a path means',
          runtime: cf.FunctionRuntime.JS_2_0,
          code: cf.FunctionCode.fromFile({ filePath: join(import.meta.dirname, 'viewer-request.js') }),
        }),
      },
    ],
  };
}
