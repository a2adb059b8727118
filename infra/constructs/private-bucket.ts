import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import { accept } from './findings.ts';
import type { NewsroomFunction } from './newsroom-function.ts';

interface Versions {
  /** Keeps every version of every object, and delete markers. */
  versioned?: boolean;
}

type ObjectAction = 'GetObject' | 'GetObjectVersion' | 'PutObject' | 'DeleteObject';

/**
 * A bucket that nobody reaches but over TLS and by a grant. Encrypted with S3's own key (SSE-S3), under which an object's
 * ETag is the MD5 of its bytes: publishing compares by that. A stage that does not protect its data lets the bucket go with
 * the stack once it has been emptied by hand.
 */
export class PrivateBucket extends Bucket {
  // The CDK leaves this undefined, which its own interface does not allow under exact optional types.
  override get isWebsite(): boolean {
    return super.isWebsite ?? false;
  }

  constructor(scope: Construct, id: string, stage: Stage, { versioned = false }: Versions = {}) {
    const { keepOldUploadsDays } = stage;
    super(scope, id, {
      versioned,
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: stage.protectData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      lifecycleRules: [
        { abortIncompleteMultipartUploadAfter: Duration.days(7) },
        ...(versioned && keepOldUploadsDays !== undefined
          ? [{ noncurrentVersionExpiration: Duration.days(keepOldUploadsDays), expiredObjectDeleteMarker: true }]
          : []),
      ],
    });
    accept(this, {
      'AwsSolutions-S1': 'Access logs hold addresses of readers and staff; who wrote what is in the editorial table.',
    });
  }

  /**
   * Tells the function this bucket's name and allows it these actions on these objects, or on all under a prefix that ends in a slash (default: on
   * all), and with `list` to list the bucket; without that right a missing object is a 403 and not a 404.
   */
  bindTo(
    fn: NewsroomFunction,
    variable: 'UPLOADS_BUCKET' | 'CONTENT_BUCKET' | 'PUBLIC_BUCKET',
    grant: { objects: readonly ObjectAction[]; under?: readonly string[]; list?: boolean },
  ): void {
    fn.tell({ [variable]: this.bucketName });
    const patterns = grant.under?.map((name) => (name.endsWith('/') ? `${name}*` : name)) ?? ['*'];
    fn.allow(
      grant.objects.map((action) => `s3:${action}`),
      patterns.map((pattern) => this.arnForObjects(pattern)),
    );
    for (const pattern of patterns.filter((each) => each.endsWith('*'))) {
      accept(fn.rights, {
        [`AwsSolutions-IAM5[Resource::<${this.#logicalId}.Arn>/${pattern}]`]: 'Objects are named by articles.',
      });
    }
    if (grant.list) fn.allow(['s3:ListBucket'], [this.bucketArn]);
  }

  get #logicalId(): string {
    return Stack.of(this).getLogicalId(this.resource);
  }

  /** The bucket as CloudFormation has it. */
  get resource(): CfnBucket {
    const resource = this.node.defaultChild;
    if (!(resource instanceof CfnBucket)) throw new Error(`${this.node.path} is no bucket of this stack`);
    return resource;
  }
}
