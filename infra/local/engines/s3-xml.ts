import type { ObjectVersion } from './object-versions.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMESPACE = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

/** GetBucketLocation's answer: us-east-1 is the empty one. */
export const LOCATION_XML = `${HEAD}<LocationConstraint ${NAMESPACE}/>`;

/** GetBucketVersioning's answer. */
export const versioningXml = (versioned: boolean) =>
  `${HEAD}<VersioningConfiguration ${NAMESPACE}>${versioned ? '<Status>Enabled</Status>' : ''}</VersioningConfiguration>`;

/** ListObjectVersions' answer, in one page. */
export function versionsXml(bucket: string, prefix: string, versions: ObjectVersion[]): string {
  const entries = versions.map((version) => {
    const element = version.object ? 'Version' : 'DeleteMarker';
    const details = version.object
      ? `<ETag>${escapeXml(version.object.etag)}</ETag><Size>${version.object.contentLength}</Size><StorageClass>STANDARD</StorageClass>`
      : '';
    return (
      `<${element}><Key>${escapeXml(version.key)}</Key><VersionId>${version.versionId}</VersionId>` +
      `<IsLatest>${version.latest}</IsLatest><LastModified>${version.at.toISOString()}</LastModified>${details}</${element}>`
    );
  });
  return (
    `${HEAD}<ListVersionsResult ${NAMESPACE}><Name>${bucket}</Name><Prefix>${escapeXml(prefix)}</Prefix>` +
    `<MaxKeys>${versions.length}</MaxKeys><IsTruncated>false</IsTruncated>${entries.join('')}</ListVersionsResult>`
  );
}

/** What a DeleteObjects request asks for. */
export function parseDelete(xml: string): { objects: { key: string; versionId?: string }[]; quiet: boolean } {
  const objects = [...xml.matchAll(/<Object>([\s\S]*?)<\/Object>/g)].map(([, inner = '']) => {
    const versionId = /<VersionId>([\s\S]*?)<\/VersionId>/.exec(inner)?.[1];
    const key = unescapeXml(/<Key>([\s\S]*?)<\/Key>/.exec(inner)?.[1] ?? '');
    return { key, ...(versionId !== undefined && { versionId: unescapeXml(versionId) }) };
  });
  return { objects, quiet: /<Quiet>\s*true\s*<\/Quiet>/i.test(xml) };
}

/** DeleteObjects' answer. */
export function deletedXml(deleted: { key: string; versionId?: string }[]): string {
  const entries = deleted.map(({ key, versionId }) => {
    const version = versionId === undefined ? '' : `<VersionId>${escapeXml(versionId)}</VersionId>`;
    return `<Deleted><Key>${escapeXml(key)}</Key>${version}</Deleted>`;
  });
  return `${HEAD}<DeleteResult ${NAMESPACE}>${entries.join('')}</DeleteResult>`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escapeXml = (text: string) => text.replace(/[&<>"]/g, (char) => ENTITIES[char] ?? char);

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescapeXml = (text: string) =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return NAMED[name ?? ''] ?? whole;
  });
