import { createHash } from 'node:crypto';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PrivateBucket } from '../../../infra/constructs/private-bucket.ts';
import { Site } from '../../../infra/constructs/site.ts';
import { resourcesOf, stageNamed, testStack } from '../stack-under-test.ts';

const STYLE = 'body{margin:0}';

function site(settings: Record<string, unknown> = {}): Template {
  const stack = testStack();
  const stage = stageNamed('dev', settings);
  const objects = new PrivateBucket(stack, 'Public', stage);
  new Site(stack, 'Site', { stage, objects, api: { host: 'api.example', secret: 's3cret' }, style: STYLE });
  return Template.fromStack(stack);
}

const config = (properties: Record<string, unknown>) => ({ DistributionConfig: Match.objectLike(properties) });

describe('the CDN', () => {
  const template = site();

  it('sends the API its secret, over TLS alone, and lets all methods through', () => {
    template.hasResourceProperties(
      'AWS::CloudFront::Distribution',
      config({
        CacheBehaviors: Match.arrayWith([
          Match.objectLike({ PathPattern: '/api/*', AllowedMethods: Match.arrayWith(['POST', 'DELETE']) }),
        ]),
        Origins: Match.arrayWith([
          Match.objectLike({
            DomainName: 'api.example',
            OriginCustomHeaders: [{ HeaderName: 'x-origin-secret', HeaderValue: 's3cret' }],
            CustomOriginConfig: Match.objectLike({
              OriginProtocolPolicy: 'https-only',
              OriginSSLProtocols: ['TLSv1.2'],
            }),
          }),
        ]),
      }),
    );
  });

  it('asks the API of what the bucket does not have for people, at /api/absent, with the secret', () => {
    const [distribution] = resourcesOf(template, 'AWS::CloudFront::Distribution').values();
    const origin = z.looseObject({ Id: z.string(), OriginPath: z.string().optional() });
    const { Origins, OriginGroups, DefaultCacheBehavior, CacheBehaviors } = z
      .object({
        Origins: z.array(origin),
        OriginGroups: z.object({
          Items: z.tuple([
            z.looseObject({
              Id: z.string(),
              Members: z.object({ Items: z.array(z.object({ OriginId: z.string() })) }),
            }),
          ]),
        }),
        DefaultCacheBehavior: z.looseObject({}),
        CacheBehaviors: z.array(z.looseObject({ PathPattern: z.string(), TargetOriginId: z.string() })),
      })
      .parse(distribution?.Properties.DistributionConfig);
    const [group] = OriginGroups.Items;
    expect(group).toMatchObject({ FailoverCriteria: { StatusCodes: { Items: [404] } } });
    const [first, second] = group.Members.Items.map(({ OriginId }) => Origins.find(({ Id }) => Id === OriginId));
    expect(first).toHaveProperty('S3OriginConfig');
    expect(second).toMatchObject({ DomainName: 'api.example', OriginPath: '/api/absent' });
    expect(second).toMatchObject({ OriginCustomHeaders: [{ HeaderValue: 's3cret' }] });
    expect(DefaultCacheBehavior).toMatchObject({
      TargetOriginId: group.Id,
      FunctionAssociations: [{ EventType: 'viewer-request' }],
    });
    const asking = CacheBehaviors.filter(({ TargetOriginId }) => TargetOriginId === group.Id);
    expect(asking, 'of what programs read the bucket alone is asked').toEqual([]);
  });

  it('gives Atom and JSON Feed their own types, which it would not compress', () => {
    const [distribution] = resourcesOf(template, 'AWS::CloudFront::Distribution').values();
    const { CacheBehaviors } = z
      .object({
        CacheBehaviors: z.array(
          z.looseObject({ PathPattern: z.string(), ResponseHeadersPolicyId: z.object({ Ref: z.string() }).optional() }),
        ),
      })
      .parse(distribution?.Properties.DistributionConfig);
    const policies = resourcesOf(template, 'AWS::CloudFront::ResponseHeadersPolicy');
    const typeOf = (path: string) => {
      const { ResponseHeadersPolicyId } = CacheBehaviors.find(({ PathPattern }) => PathPattern === path) ?? {};
      return policies.get(ResponseHeadersPolicyId?.Ref ?? '')?.Properties.ResponseHeadersPolicyConfig;
    };
    const typed = (Value: string) => ({
      CustomHeadersConfig: { Items: [{ Header: 'Content-Type', Value, Override: true }] },
      SecurityHeadersConfig: { ContentSecurityPolicy: expect.anything() },
    });
    expect(typeOf('*/atom.xml')).toMatchObject(typed('application/atom+xml; charset=utf-8'));
    expect(typeOf('*/feed.json')).toMatchObject(typed('application/feed+json'));
  });

  it('keeps no API answer that does not ask for it, and none for another caller', () => {
    template.hasResourceProperties('AWS::CloudFront::CachePolicy', {
      CachePolicyConfig: {
        DefaultTTL: 0,
        MinTTL: 0,
        ParametersInCacheKeyAndForwardedToOrigin: {
          HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['Accept', 'Authorization', 'Origin'] },
          QueryStringsConfig: { QueryStringBehavior: 'all' },
        },
      },
    });
  });

  it('keeps no error, but for a second what is not there', () => {
    const [distribution] = resourcesOf(template, 'AWS::CloudFront::Distribution').values();
    const { CustomErrorResponses } = z
      .object({ CustomErrorResponses: z.array(z.object({ ErrorCode: z.number(), ErrorCachingMinTTL: z.number() })) })
      .parse(distribution?.Properties.DistributionConfig);
    expect(CustomErrorResponses.map(({ ErrorCode }) => ErrorCode)).toEqual(expect.arrayContaining([404, 502, 503]));
    expect(CustomErrorResponses.filter(({ ErrorCachingMinTTL }) => ErrorCachingMinTTL > 0)).toEqual([
      { ErrorCode: 404, ErrorCachingMinTTL: 1 },
    ]);
  });

  it('is alone in reading the public bucket', () => {
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Principal: { Service: 'cloudfront.amazonaws.com' },
            Action: Match.arrayWith(['s3:GetObject']),
            Condition: { StringEquals: Match.anyValue() },
          }),
        ]),
      },
    });
  });

  it('lets no style run but the pages’, by the hash of its text, and no script but the site’s', () => {
    const hash = createHash('sha256').update(STYLE).digest('base64');
    const policies = [...resourcesOf(template, 'AWS::CloudFront::ResponseHeadersPolicy').values()];
    const csp = JSON.stringify(policies.map(({ Properties }) => Properties));
    expect(csp).toContain(
      `default-src 'none'; style-src 'sha256-${hash}'; img-src 'self' data: https:; script-src 'self'`,
    );
    expect(csp).not.toContain('unsafe');
    expect(csp).toContain('"AccessControlMaxAgeSec":63072000');
  });

  it('takes a domain and a web ACL from the stage', () => {
    const certificateArn = 'arn:aws:acm:us-east-1:111122223333:certificate/c';
    const webAclArn = 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/news/1';
    site({ domain: { name: 'news.example', certificateArn }, webAclArn }).hasResourceProperties(
      'AWS::CloudFront::Distribution',
      config({
        Aliases: ['news.example'],
        ViewerCertificate: {
          AcmCertificateArn: certificateArn,
          MinimumProtocolVersion: 'TLSv1.2_2021',
          SslSupportMethod: 'sni-only',
        },
        WebACLId: webAclArn,
      }),
    );
  });
});
