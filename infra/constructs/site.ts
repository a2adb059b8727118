import { Annotations, Duration } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import * as cf from 'aws-cdk-lib/aws-cloudfront';
import { OriginGroup } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Construct } from 'constructs';
import { FEED_TYPES } from '../../shared/feed/feed-url.ts';
import type { Stage } from '../stage.ts';
import { type ApiAccess, apiBehavior, apiOrigin } from './api-behavior.ts';
import { accept } from './findings.ts';
import type { NewsroomFunction } from './newsroom-function.ts';
import { pageBehavior } from './page-behavior.ts';
import type { PrivateBucket } from './private-bucket.ts';
import { SiteHeaders } from './site-headers.ts';

interface SiteProps {
  stage: Stage;
  objects: PrivateBucket;
  api: ApiAccess;
  /** The inline style sheet of all pages. */
  style: string;
}

const PRICE_CLASSES = {
  '100': cf.PriceClass.PRICE_CLASS_100,
  '200': cf.PriceClass.PRICE_CLASS_200,
  all: cf.PriceClass.PRICE_CLASS_ALL,
};

/** The errors that CloudFront keeps for ten seconds of its own accord, none of which is worth keeping. */
const KEPT_ERRORS = [400, 403, 405, 414, 416, 500, 501, 502, 503, 504];

/** But for what is not there: whoever asks again and again for a page that was never made must not wake a function each time. */
const ABSENT = { httpStatus: 404, ttl: Duration.seconds(1) };

/**
 * The CDN before everything: `/api/*` goes to the HTTP API, all else to the public bucket, which nobody else reads. It keeps
 * an answer as long as the answer says, an error for a second at most (an article that comes is there at once) and never, for
 * the API, one that says nothing.
 */
export class Site extends Construct {
  /** The site's origin, without a slash at its end. */
  readonly url: string;
  readonly #distribution: cf.Distribution;

  constructor(scope: Construct, id: string, { stage, objects, api, style }: SiteProps) {
    super(scope, id);
    const { domain } = stage;
    const files = pageBehavior(this, objects, style);
    // Of what the bucket does not have for people, the API says whether it is gone, in a page of the site (ADRs 0053, 0104).
    const pages = {
      ...files,
      origin: new OriginGroup({
        primaryOrigin: files.origin,
        fallbackOrigin: apiOrigin(api, '/api/absent'),
        fallbackStatusCodes: [404],
      }),
    };
    const distribution = new cf.Distribution(this, 'Distribution', {
      comment: 'The newsroom',
      defaultBehavior: pages,
      additionalBehaviors: {
        '/api/*': apiBehavior(this, api),
        // Behind the compression, which goes by the types that the bucket has (ADR 0098).
        '*/atom.xml': {
          ...files,
          responseHeadersPolicy: new SiteHeaders(this, 'AtomHeaders', { style, type: FEED_TYPES.atom }),
        },
        '*/feed.json': {
          ...files,
          responseHeadersPolicy: new SiteHeaders(this, 'JsonHeaders', { style, type: FEED_TYPES.json }),
        },
        // What programs read: without such a file they get the bucket's short 404, and no function is asked.
        ...Object.fromEntries(['*.xml', '*.json', '/media/*'].map((path) => [path, files])),
      },
      // The viewer function answers for the root; this only makes sure that the bucket is never listed there.
      defaultRootObject: 'feeds/all/index.html',
      errorResponses: [ABSENT, ...KEPT_ERRORS.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) }))],
      httpVersion: cf.HttpVersion.HTTP2_AND_3,
      priceClass: PRICE_CLASSES[stage.priceClass],
      ...(stage.webAclArn !== undefined && { webAclId: stage.webAclArn }),
      ...(domain && {
        minimumProtocolVersion: cf.SecurityPolicyProtocol.TLS_V1_2_2021,
        domainNames: [domain.name],
        certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
      }),
    });
    Annotations.of(distribution).acknowledgeWarning(
      '@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk',
      'The viewer function and the default root object leave no path that lists the bucket.',
    );
    accept(distribution, {
      'AwsSolutions-CFR1': 'News is for everybody everywhere.',
      'AwsSolutions-CFR2': 'The web ACL is a setting of the stage, since it must stand in us-east-1 (ADR 0010).',
      'AwsSolutions-CFR3': 'Its logs would hold the addresses of readers.',
      ...(!domain && {
        'AwsSolutions-CFR4': 'CloudFront’s own name takes TLS 1.0 too; a stage with a domain takes 1.2.',
      }),
    });
    this.#distribution = distribution;
    this.url = stage.siteUrl ?? `https://${domain?.name ?? distribution.distributionDomainName}`;
  }

  /** Tells the function which distribution this is and lets it have copies forgotten. */
  admit(fn: NewsroomFunction): void {
    const { distributionId, distributionArn } = this.#distribution;
    fn.tell({ DISTRIBUTION_ID: distributionId }).allow(['cloudfront:CreateInvalidation'], [distributionArn]);
  }

  /** What a stage gives as a URL or as a path on the site, as a URL. */
  absolute(urlOrPath: string): string {
    return urlOrPath.startsWith('/') ? `${this.url}${urlOrPath}` : urlOrPath;
  }
}
