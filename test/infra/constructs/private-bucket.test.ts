import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, it } from 'vitest';
import { PrivateBucket } from '../../../infra/constructs/private-bucket.ts';
import { stageNamed, testStack } from '../stack-under-test.ts';

function bucket(settings: Record<string, unknown> = {}, versioned = false): Template {
  const stack = testStack();
  new PrivateBucket(stack, 'Uploads', stageNamed('dev', settings), { versioned });
  return Template.fromStack(stack);
}

describe('a private bucket', () => {
  it('is closed to the public and encrypted with S3’s own key, so that an ETag is an MD5', () => {
    bucket().hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
  });

  it('refuses whatever does not come over TLS 1.2', () => {
    const denied = { Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:*' };
    bucket().hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ ...denied, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          Match.objectLike({ ...denied, Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } }),
        ]),
      },
    });
  });

  it('keeps old versions for ever, or as long as the stage says', () => {
    bucket({}, true).hasResourceProperties('AWS::S3::Bucket', {
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: { Rules: [{ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }] },
    });
    bucket({ keepOldUploadsDays: 400 }, true).hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: Match.arrayWith([
          Match.objectLike({ NoncurrentVersionExpiration: { NoncurrentDays: 400 }, ExpiredObjectDeleteMarker: true }),
        ]),
      },
    });
  });
});
