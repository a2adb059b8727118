// A CloudFront function (runtime cloudfront-js-2.0): which object of the public bucket a reader's path means. No imports, no
// exports: CloudFront calls `handler` by its name. A page is found by the id at the end of its path, whatever stands before it.

const PAGE = /-([a-z2-7]{16})\.html$/;
const SECTION = /^\/([a-z0-9]+(?:-[a-z0-9]+)*)\/?$/;
// The folder of a feed or of an archive: its page for people.
const FOLDER = /^\/(?:feeds|archives)\/.+\/$/;

function objectOf(path) {
  if (path === '/') return '/feeds/all/index.html';
  const page = PAGE.exec(path);
  if (page) return `/pages/${page[1]}.html`;
  const section = SECTION.exec(path);
  if (section) return `/feeds/section/${section[1]}/index.html`;
  if (FOLDER.test(path)) return `${path}index.html`;
  return path;
}

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it
function handler(event) {
  const request = event.request;
  request.uri = objectOf(request.uri);
  // S3 says when it wrote an object to the second. Of what was written twice within one, a reader of the first could be told for
  // ever that nothing has changed. The ETag knows better, so it alone decides (ADR 0098).
  delete request.headers['if-modified-since'];
  return request;
}
