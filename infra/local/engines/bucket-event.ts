import { randomBytes } from 'node:crypto';
import type { BucketNotification } from '../specs.ts';

export interface BucketChange {
  bucket: string;
  key: string;
  /** `ObjectCreated:Put`, `ObjectRemoved:DeleteMarkerCreated`… */
  eventName: string;
  at: Date;
  sequencer: string;
  versionId?: string;
  size?: number;
  /** Without its quotes. */
  etag?: string;
}

/** Whether S3 would send this change there: the event's name with `*` for its last part, prefix and suffix on the plain key. */
export function matches(notification: BucketNotification, change: BucketChange): boolean {
  return (
    notification.events.some((event) => {
      const name = event.replace(/^s3:/, '');
      return name.endsWith('*') ? change.eventName.startsWith(name.slice(0, -1)) : name === change.eventName;
    }) &&
    change.key.startsWith(notification.prefix ?? '') &&
    change.key.endsWith(notification.suffix ?? '')
  );
}

/** The message body that S3 sends for one change, in its event structure 2.1. */
export function bucketEvent(change: BucketChange): string {
  const record = {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: 'us-east-1',
    eventTime: change.at.toISOString(),
    eventName: change.eventName,
    userIdentity: { principalId: 'local' },
    requestParameters: { sourceIPAddress: '127.0.0.1' },
    responseElements: { 'x-amz-request-id': requestId(), 'x-amz-id-2': 'local' },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: 'local',
      bucket: { name: change.bucket, ownerIdentity: { principalId: 'local' }, arn: `arn:aws:s3:::${change.bucket}` },
      object: {
        key: encodeKey(change.key),
        size: change.size,
        eTag: change.etag,
        versionId: change.versionId,
        sequencer: change.sequencer,
      },
    },
  };
  return JSON.stringify({ Records: [record] });
}

/** What S3 sends once when notifications are configured, to see whether it may. */
export function testEvent(bucket: string, at: Date): string {
  const event = { Service: 'Amazon S3', Event: 's3:TestEvent', Time: at.toISOString(), Bucket: bucket };
  return JSON.stringify({ ...event, RequestId: requestId(), HostId: 'local' });
}

const requestId = () => randomBytes(8).toString('hex').toUpperCase();

/** As S3 encodes keys in events: form encoding, a space as `+`, the slashes kept. */
function encodeKey(key: string): string {
  return encodeURIComponent(key)
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
    .replaceAll('%2F', '/');
}
